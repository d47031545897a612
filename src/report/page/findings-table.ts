import { SEVERITIES } from '../../detection/rules/rule';
import type { ReportFinding, ReportModel } from '../model';
import { shownNumber } from '../shown-number';
import { el, newId, scrolling } from './dom';
import { findingDetail } from './finding-detail';
import { counted, shownTime, textIn } from './format';
import { COLUMNS, type Filter, type FindingColumn, SEVERITY_COLUMN, selectRows } from './rows';
import { severityMark } from './severity';

const PAGE = 50;

/** Rows on paper. */
const PRINTED = 200;

/** The table of findings, with sorting, filters and pages. */
export function findingsTable(model: ReportModel): HTMLElement {
  let column = SEVERITY_COLUMN;
  let direction = column.first;
  let filter: Filter = { text: '', from: 0 };
  let page = 0;
  let perPage = PAGE;
  let rows: readonly ReportFinding[] = [];

  const headings = new Map<FindingColumn, HTMLElement>();
  const body = el('tbody');
  const status = el('p', { role: 'status', class: 'soft' });
  const previous = el('button', { type: 'button' }, 'Previous page');
  const next = el('button', { type: 'button' }, 'Next page');

  const show = (): void => {
    const begin = page * perPage;
    const end = Math.min(rows.length, begin + perPage);
    body.replaceChildren(...rows.slice(begin, end).map((finding) => rowOf(finding, model)));
    previous.disabled = page === 0;
    next.disabled = end >= rows.length;
    const range = rows.length === 0 ? '' : `, ${begin + 1} to ${end} shown`;
    status.textContent = `${counted(rows.length, 'finding')} of ${shownNumber(model.findings.length)}${range}`;
    for (const [own, heading] of headings) {
      const arrow = heading.querySelector('.arrow') as HTMLElement;
      const isSorted = own === column;
      arrow.textContent = isSorted ? (direction === 'ascending' ? '▲' : '▼') : '';
      if (isSorted) {
        heading.setAttribute('aria-sort', direction);
      } else {
        heading.removeAttribute('aria-sort');
      }
    }
  };
  const select = (): void => {
    rows = selectRows(model, filter, column, direction);
    page = 0;
    show();
  };
  const turn = (by: number): void => {
    page += by;
    show();
    // A disabled button cannot keep the focus, so the other one takes it.
    if (by > 0 ? next.disabled : previous.disabled) {
      (by > 0 ? previous : next).focus();
    }
  };
  previous.addEventListener('click', () => turn(-1));
  next.addEventListener('click', () => turn(1));
  addEventListener('beforeprint', () => {
    [page, perPage] = [0, PRINTED];
    // Drawing again would close open rows, so do it only if there are more rows.
    if (rows.length > PAGE) {
      show();
    }
  });
  addEventListener('afterprint', () => {
    perPage = PAGE;
    show();
  });

  for (const own of COLUMNS) {
    const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' });
    const button = el('button', { type: 'button' }, own.title, arrow);
    button.addEventListener('click', () => {
      const isAgain = own === column;
      direction = isAgain ? (direction === 'ascending' ? 'descending' : 'ascending') : own.first;
      column = own;
      select();
    });
    headings.set(own, el('th', { scope: 'col', class: own.isNumber && 'number' }, button));
  }
  const table = el('table', el('thead', el('tr', [...headings.values()])), body);
  const tools = filterTools(model, (changed) => {
    filter = { ...filter, ...changed };
    select();
  });
  select();
  const pager = el('div', { class: 'pager' }, previous, next);
  return el('div', tools, status, scrolling('Table of findings', table), pager);
}

function filterTools(model: ReportModel, change: (filter: Partial<Filter>) => void): HTMLElement {
  const search = el('input', {
    type: 'search',
    placeholder: 'name, account, source IP, region, user agent, time …',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  search.addEventListener('input', () => change({ text: search.value }));
  const levels = SEVERITIES.map((name, index) =>
    el('option', { value: index }, index === 0 ? 'all' : `${name} and above`),
  );
  const severity = el('select', levels);
  severity.addEventListener('change', () => change({ from: Number(severity.value) }));
  const rules = [...new Set(model.findings.map(({ rule }) => rule))];
  const names = rules.map((number) => el('option', { value: number }, textIn(model)(number)));
  const rule = el('select', el('option', { value: '' }, 'all'), names);
  rule.addEventListener('change', () =>
    change({ rule: rule.value === '' ? undefined : Number(rule.value) }),
  );
  const labelled = (label: string, control: HTMLElement): HTMLElement => {
    control.id = newId();
    return el('div', el('label', { for: control.id }, label), control);
  };
  return el(
    'div',
    { class: 'tools', role: 'search', 'aria-label': 'Filter' },
    labelled('Search', search),
    labelled('Severity', severity),
    labelled('Rule', rule),
  );
}

function rowOf(finding: ReportFinding, model: ReportModel): DocumentFragment {
  const text = textIn(model);
  const id = newId();
  const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true' }, '▸');
  const open = el(
    'button',
    { type: 'button', class: 'open', 'aria-expanded': 'false', 'aria-controls': id },
    arrow,
    shownTime(finding.start),
  );
  const detail = el('tr', { class: 'detail', id, hidden: true });
  open.addEventListener('click', () => {
    const isOpen = detail.hidden;
    if (isOpen && detail.childElementCount === 0) {
      detail.append(el('td', { colspan: COLUMNS.length }, findingDetail(finding, model)));
    }
    detail.hidden = !isOpen;
    open.setAttribute('aria-expanded', String(isOpen));
    arrow.textContent = isOpen ? '▾' : '▸';
  });
  const number = (value: number): HTMLElement => el('td', { class: 'number' }, shownNumber(value));
  const row = el(
    'tr',
    el('th', { scope: 'row' }, open),
    el('td', { class: 'short' }, severityMark(finding.severity), ` ${finding.score}`),
    el('td', { class: 'mono who' }, text(finding.who)),
    el('td', { class: 'short' }, text(finding.rule)),
    number(finding.regions),
    number(finding.calls),
    number(finding.denied),
    el('td', { class: 'short' }, finding.marks.map(text).join(', ')),
  );
  const fragment = document.createDocumentFragment();
  fragment.append(row, detail);
  return fragment;
}
