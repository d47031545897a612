import { SEVERITIES } from '../../detection/rules/rule';
import type { ReportFinding, ReportModel } from '../model';
import { el, newId, numberCell } from './dom';
import { findingDetail } from './finding-detail';
import { shownTime, textIn } from './format';
import { openingRow } from './opening-row';
import { pagedTable } from './paged-table';
import { FINDING_COLUMNS, type Filter, matching, SEVERITY_COLUMN, sorted } from './rows';
import { severityMark } from './severity';

/** The table of findings, with sorting, filters and pages. */
export function findingsTable(model: ReportModel): HTMLElement {
  let filter: Filter = { text: '', from: 0 };
  const table = pagedTable({
    ...partsOf(model),
    total: model.findings.length,
    select: (column, direction) => sorted(matching(model, filter), model, column, direction),
  });
  const tools = filterTools(model, (changed) => {
    filter = { ...filter, ...changed };
    table.refresh();
  });
  return el('div', tools, table.parts);
}

/** A table of some findings, with sorting and pages. */
export function tableOfFindings(
  findings: readonly ReportFinding[],
  model: ReportModel,
): readonly HTMLElement[] {
  return pagedTable({
    ...partsOf(model),
    total: findings.length,
    select: (column, direction) => sorted(findings, model, column, direction),
  }).parts;
}

function partsOf(model: ReportModel) {
  return {
    noun: 'finding',
    columns: FINDING_COLUMNS,
    sortedBy: SEVERITY_COLUMN,
    rowOf: (finding: ReportFinding) => rowOf(finding, model),
  };
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

function rowOf(finding: ReportFinding, model: ReportModel): Node {
  const text = textIn(model);
  return openingRow({
    title: shownTime(finding.start),
    cells: [
      el('td', { class: 'short' }, severityMark(finding.severity), ` ${finding.score}`),
      el('td', { class: 'mono who' }, text(finding.who)),
      el('td', { class: 'short' }, text(finding.rule)),
      numberCell(finding.regions),
      numberCell(finding.calls),
      numberCell(finding.denied),
      el('td', { class: 'short' }, finding.marks.map(text).join(', ')),
    ],
    detailClass: 'detail',
    detail: () => [findingDetail(finding, model)],
  });
}
