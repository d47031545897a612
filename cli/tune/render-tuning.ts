import type { Cause } from '../../src/tuning/causes';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import type { TuneReport } from '../../src/tuning/tune';
import type { Format } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import { renderCsv } from '../output/render-csv';
import type { Screen } from '../terminal';
import { renderTuningPage } from './tuning-page';
import { settingCsvColumns } from './tuning-sheets';

/** The results as text that ends with a line feed. Without calls, what the format needs. */
export async function renderTuning(
  report: TuneReport | undefined,
  format: Format,
  screen: Screen,
): Promise<string> {
  switch (format) {
    case 'table':
      return report === undefined
        ? 'No calls found, so there is nothing to tune.\n'
        : renderTuningPage(report, screen);
    case 'csv':
      return renderCsv(settingCsvColumns(report), report?.settings ?? []);
    case 'json':
      return indentedJson(
        report === undefined ? { settings: [], missedByTumbling: [], causes: [] } : plain(report),
      );
    case 'ndjson':
      return jsonLines(report === undefined ? [] : recordsOf(report));
  }
}

function plain({ settings, causes, ...report }: TuneReport): object {
  return { ...report, settings: settings.map(settingRecord), causes: causes.map(causeRecord) };
}

/** `record` names the kind of each line. */
function recordsOf(report: TuneReport): object[] {
  const { history, inUse, recommended, context, drafted } = report;
  return [
    { record: 'history', ...history },
    ...report.settings.map((one) => ({ record: 'setting', ...settingRecord(one) })),
    ...report.missedByTumbling.map((one) => ({ record: 'missed-by-tumbling', ...one })),
    { record: 'in-use', ...inUse },
    ...(recommended === undefined ? [] : [{ record: 'recommended', ...recommended, ...context }]),
    ...report.causes.map((one) => ({ record: 'cause', ...causeRecord(one) })),
    { record: 'draft', ...drafted },
  ];
}

/** A setting with its figures as one flat object. */
function settingRecord({ setting, ...figures }: RatedSetting): object {
  return { ...setting, ...figures };
}

/** A cause without its findings; `replay` shows them. */
function causeRecord({ members: _findings, ...cause }: Cause): object {
  return cause;
}
