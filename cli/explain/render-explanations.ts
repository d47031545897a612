import { principalLabel } from '../../src/detection/principal-label';
import type { Severity } from '../../src/detection/rules/rule';
import { formatSecond } from '../../src/detection/time';
import type { ExplainedCall, Explanation } from '../../src/explain/explain';
import { verdictOf } from '../../src/explain/verdict';
import { userAgentFamily } from '../../src/tuning/user-agent-family';
import type { Format } from '../output/formats';
import { renderCsv } from '../output/render-csv';
import { renderTable } from '../output/render-table';
import type { Column } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Terminal } from '../terminal';

/** Calls per principal that the table lists; the other formats list all. */
const MAX_CALLS = 200;

interface CallRow extends ExplainedCall {
  readonly explanation: Explanation;
}

/** Explanations as text that ends with a line feed. */
export async function renderExplanations(
  explanations: readonly Explanation[],
  notifyFrom: Severity,
  format: Format,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  const rows = explanations.flatMap((explanation) =>
    explanation.calls.map((one) => ({ ...one, explanation })),
  );
  switch (format) {
    case 'csv':
      return renderCsv({ columns: CSV_COLUMNS, rows });
    case 'json':
      return `${JSON.stringify(
        explanations.map((one) => record(one, notifyFrom)),
        undefined,
        2,
      )}\n`;
    case 'ndjson':
      return explanations.map((one) => `${JSON.stringify(record(one, notifyFrom))}\n`).join('');
    case 'table': {
      const pages: string[] = [];
      for (const explanation of explanations) {
        pages.push(await page(explanation, notifyFrom, terminal));
      }
      return pages.join('\n');
    }
  }
}

function record(explanation: Explanation, notifyFrom: Severity): object {
  const { calls, nearest, ...others } = explanation;
  return {
    ...others,
    nearest: withTimes(nearest),
    verdict: verdictOf(explanation, notifyFrom),
    calls: calls.map(({ call: { ruleId: _ruleId, second, ...call }, window, ...rest }) => ({
      time: formatSecond(second),
      ...call,
      ...(window && { window: withTimes(window) }),
      ...rest,
    })),
  };
}

function withTimes(window: Explanation['nearest']): object {
  return { ...window, start: formatSecond(window.start), end: formatSecond(window.end) };
}

async function page(
  explanation: Explanation,
  notifyFrom: Severity,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<string> {
  const { ruleId, principal, calls, callsInAll } = explanation;
  const rows = calls.slice(0, MAX_CALLS).map((one) => ({ ...one, explanation }));
  const table = await renderTable({ columns: CALL_COLUMNS, rows }, terminal);
  const more = calls.length > rows.length ? `… and ${calls.length - rows.length} more calls\n` : '';
  const verdict = verdictOf(explanation, notifyFrom)
    .map((line) => `${terminalText(line)}\n`)
    .join('');
  return `${ruleId}, ${terminalText(principalLabel(principal))}: ${calls.length} of ${callsInAll} calls\n${verdict}${table}${more}`;
}

const CALL_COLUMNS: readonly Column<CallRow>[] = [
  { title: 'time', key: 'time', value: ({ call }) => formatSecond(call.second) },
  { title: 'region', key: 'region', value: ({ call }) => call.region },
  {
    title: 'nearest window',
    key: 'window',
    value: ({ window }) =>
      window === undefined
        ? 'not kept: bucket full'
        : `from ${formatSecond(window.start).slice(11)}`,
  },
  {
    title: 'regions',
    key: 'regions',
    value: ({ window, explanation }) => countText(window?.regions, explanation.settings.minRegions),
  },
  {
    title: 'calls',
    key: 'calls',
    value: ({ window, explanation }) => countText(window?.calls, explanation.settings.minCalls),
  },
  { title: 'windows', key: 'windows', value: ({ windows }) => windows },
  {
    title: 'found',
    key: 'found',
    value: ({ findingId }) => (findingId ? 'yes' : ''),
    emphasis: () => 'warning',
  },
  { title: 'error', key: 'error', value: ({ call }) => call.caller.errorCode ?? '' },
  { title: 'source IP', key: 'sourceIp', value: ({ call }) => call.caller.sourceIp ?? '' },
  { title: 'tool', key: 'tool', value: ({ call }) => userAgentFamily(call.caller.userAgent ?? '') },
  { title: 'event', key: 'event', value: ({ call }) => call.eventId, isElastic: true },
];

function countText(count: number | undefined, needed: number): string {
  return count === undefined ? '' : `${count} (${needed} needed)`;
}

const CSV_COLUMNS: readonly Column<CallRow>[] = (
  [
    ['rule', ({ call }) => call.ruleId],
    ['principal', ({ explanation }) => explanation.principal.key],
    ['time', ({ call }) => formatSecond(call.second)],
    ['region', ({ call }) => call.region],
    ['eventId', ({ call }) => call.eventId],
    ['windowStart', ({ window }) => (window ? formatSecond(window.start) : '')],
    ['windowRegions', ({ window }) => window?.regions ?? ''],
    ['windowCalls', ({ window }) => window?.calls ?? ''],
    ['windows', ({ windows }) => windows],
    ['isKept', ({ isKept }) => String(isKept)],
    ['findingId', ({ findingId }) => findingId ?? ''],
    ['arn', ({ call }) => call.caller.arn ?? ''],
    ['errorCode', ({ call }) => call.caller.errorCode ?? ''],
    ['sourceIp', ({ call }) => call.caller.sourceIp ?? ''],
    ['userAgent', ({ call }) => call.caller.userAgent ?? ''],
  ] satisfies [string, Column<CallRow>['value']][]
).map(([key, value]) => ({ title: key, key, value }));
