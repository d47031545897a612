import type { ReportFinding, ReportModel } from '../model';
import { type Child, el, pairs } from './dom';
import { linesBox } from './lines';
import { stripFigure } from './strip';

const SEPARATOR = ', ';

/** The details of a finding: who, why, next steps, calls and queries. */
export function findingDetail(finding: ReportFinding, model: ReportModel): HTMLElement {
  const text = (number: number): string => model.texts[number] ?? '';
  const list = (items: readonly Child[], ordered = false): HTMLElement =>
    el(
      ordered ? 'ol' : 'ul',
      {},
      items.map((item) => el('li', {}, item)),
    );
  const facts = finding.facts.map(([label, values]) => {
    const value = el('span', { class: 'mono' }, values.map(text).join(SEPARATOR));
    return [text(label), value] as const;
  });
  return el(
    'div',
    {},
    el(
      'div',
      { class: 'columns' },
      el(
        'div',
        {},
        el('h3', {}, 'Evidence'),
        pairs([...facts, ['Finding', el('span', { class: 'mono' }, finding.id)]]),
      ),
      el(
        'div',
        {},
        el('h3', {}, `Why the score is ${finding.score}`),
        list([...finding.reasons, ...finding.remarks].map(text)),
        el('h3', {}, 'What to do now'),
        list(
          finding.steps.map(([title, lines]) =>
            el(
              'div',
              {},
              text(title),
              lines.map((line) => el('pre', { tabindex: 0, 'aria-label': 'Command' }, text(line))),
            ),
          ),
          true,
        ),
      ),
    ),
    finding.strip.length > 0 ? stripFigure(finding, model) : undefined,
    el(
      'div',
      { class: 'queries' },
      finding.queries
        .filter(([, lines]) => lines.length > 0)
        .map(([title, lines, remarks]) =>
          linesBox(`Query: ${text(title)}`, lines.map(text).join('\n'), remarks.map(text)),
        ),
    ),
  );
}
