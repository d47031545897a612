import type { Format } from '../output/formats';
import { renderCsv } from '../output/render-csv';
import { settingCsvColumns } from './tuning-sheets';

/** The output without calls, valid in each format. */
export async function renderNoTuning(format: Format): Promise<string> {
  switch (format) {
    case 'table':
      return 'No calls found, so there is nothing to tune.\n';
    case 'csv':
      return renderCsv({ columns: settingCsvColumns({}), rows: [] });
    case 'json':
      return `${JSON.stringify({ settings: [], missedByTumbling: [], causes: [] }, undefined, 2)}\n`;
    case 'ndjson':
      return '';
  }
}
