import type { TuneReport } from '../../src/tuning/tune';
import type { Format } from '../output/formats';
import { renderCsv } from '../output/render-csv';
import type { Terminal } from '../terminal';
import { renderTuningPage } from './tuning-page';
import { causeRecord, settingCsvColumns, settingRecord } from './tuning-sheets';

/** The results as text that ends with a line feed. */
export async function renderTuning(
  report: TuneReport,
  format: Format,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  switch (format) {
    case 'table':
      return renderTuningPage(report, terminal);
    case 'csv':
      return renderCsv({ columns: settingCsvColumns(report), rows: report.settings });
    case 'json':
      return `${JSON.stringify(plain(report), undefined, 2)}\n`;
    case 'ndjson':
      return linesOf(report)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('');
  }
}

function plain({ settings, causes, ...report }: TuneReport): object {
  return { ...report, settings: settings.map(settingRecord), causes: causes.map(causeRecord) };
}

/** `record` names the kind of each line. */
function linesOf({
  history,
  inUse,
  recommended,
  context,
  drafted,
  ...lists
}: TuneReport): object[] {
  return [
    { record: 'history', ...history },
    ...lists.settings.map((one) => ({ record: 'setting', ...settingRecord(one) })),
    ...lists.missedByTumbling.map((one) => ({ record: 'missed-by-tumbling', ...one })),
    { record: 'in-use', ...inUse },
    ...(recommended === undefined ? [] : [{ record: 'recommended', ...recommended, ...context }]),
    ...lists.causes.map((one) => ({ record: 'cause', ...causeRecord(one) })),
    { record: 'draft', ...drafted },
  ];
}
