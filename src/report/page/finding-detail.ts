import type { ReportFinding, ReportModel } from '../model';
import { el, items, pairs } from './dom';
import { textIn } from './format';
import { linesBox } from './lines';
import { stripFigure } from './strip';

const SEPARATOR = ', ';

/** The details of a finding: who, why, next steps, calls and queries. */
export function findingDetail(finding: ReportFinding, model: ReportModel): HTMLElement {
  const text = textIn(model);
  const mono = (value: string): HTMLElement => el('span', { class: 'mono' }, value);
  const facts = finding.facts.map(
    ([label, values]) => [text(label), mono(values.map(text).join(SEPARATOR))] as const,
  );
  const steps = finding.steps.map(([title, lines]) => {
    const commands = lines.map((line) =>
      el('pre', { tabindex: 0, 'aria-label': 'Command' }, text(line)),
    );
    return el('div', text(title), commands);
  });
  const queries = finding.queries
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines, remarks]) =>
      linesBox(`Query: ${text(title)}`, lines.map(text).join('\n'), remarks.map(text)),
    );
  return el(
    'div',
    el(
      'div',
      { class: 'columns' },
      el('div', el('h3', 'Evidence'), pairs([...facts, ['Finding', mono(finding.id)]])),
      el(
        'div',
        el('h3', `Why the score is ${finding.score}`),
        el('ul', items([...finding.reasons, ...finding.remarks].map(text))),
        el('h3', 'What to do now'),
        el('ol', items(steps)),
      ),
    ),
    finding.strip.length > 0 ? stripFigure(finding, model) : undefined,
    el('div', { class: 'queries' }, queries),
  );
}
