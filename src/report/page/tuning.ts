import type { ReportTuning } from '../model';
import { curveFigures } from './curves';
import { type Child, dataTable, el, items } from './dom';
import { linesBox } from './lines';

/** The results of `tune`: the recommended setting and the one in use, the reasons, the curves, the causes, and what to paste. */
export function tuningParts(tuning: ReportTuning): Child[] {
  const { comparison, reasons, causes, fragments } = tuning;
  return [
    dataTable('Alerts by variant', comparison.columns, comparison.rows),
    el('h3', 'Why'),
    el('ul', items(reasons)),
    ...curveFigures(tuning),
    el('h3', 'Who causes the findings'),
    dataTable('Who causes the findings', causes.columns, causes.rows),
    el('h3', 'JSON to paste'),
    ...fragments.map(({ label, text }) => linesBox(label, text)),
  ];
}
