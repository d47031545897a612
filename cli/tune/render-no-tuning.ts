import type { Format } from '../output/formats';
import { renderCsv } from '../output/render-csv';
import { settingCsvColumns } from './tuning-sheets';

/** What stands in place of a result where there is no call: each format stays what it is. */
export async function renderNoTuning(format: Format): Promise<string> {
  switch (format) {
    case 'table':
      return 'There is no call, so there is nothing to tune.\n';
    case 'csv':
      return renderCsv({ columns: settingCsvColumns({}), rows: [] });
    case 'json':
      return `${JSON.stringify({ settings: [], missedByTumbling: [], causes: [] }, undefined, 2)}\n`;
    case 'ndjson':
      return '';
  }
}
