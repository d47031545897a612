import type { ReportTuning } from '../model';
import { curveFigures } from './curves';
import { type Child, el, sheet } from './dom';
import { linesBox } from './lines';

/** What `tune` says: what is in use and what is recommended, why, the curves, who causes it, and what to paste. */
export function tuningParts(tuning: ReportTuning): Child[] {
  const { comparison, reasons, causes, fragments } = tuning;
  return [
    sheet('What people would be told', comparison.columns, comparison.rows),
    el('h3', {}, 'Why'),
    el(
      'ul',
      {},
      reasons.map((reason) => el('li', {}, reason)),
    ),
    ...curveFigures(tuning),
    el('h3', {}, 'Who causes the findings'),
    sheet('Who causes the findings', causes.columns, causes.rows),
    el('h3', {}, 'To paste'),
    ...fragments.map(({ label, text }) => linesBox(label, text)),
  ];
}
