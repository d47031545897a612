import { version } from '../../package.json';
import { CHECK_IDS, type Check, type CheckResult, worstOf } from '../../src/doctor/check';
import type { Facts } from '../../src/doctor/facts';
import { indentedJson } from '../output/json-text';
import { paintFor } from '../output/paint';
import type { Emphasis } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Screen } from '../terminal';

/** Version of the JSON format. It changes when a member changes its meaning or goes. */
const FORMAT_VERSION = 1;

const RESULT_WIDTH = 'unknown'.length;
const ID_WIDTH = Math.max(...CHECK_IDS.map((id) => id.length));
/** UTF-8 bytes. A command may contain an event pattern of EventBridge, and must not be cut. */
const MAX_LINE_BYTES = 8192;

const INDENT = ' '.repeat(RESULT_WIDTH + 2);

const EMPHASIS: Readonly<Record<CheckResult, Emphasis | undefined>> = {
  broken: 'alarm',
  unknown: 'warning',
  ok: undefined,
};

type Subject = Pick<Facts, 'stackName' | 'region' | 'account' | 'at'>;

/** One block for each check: the result first, then what was found; if it is not ok, also why it matters and the fix. */
export function renderText(checks: readonly Check[], subject: Subject, screen: Screen): string {
  const paint = paintFor(screen);
  const account = accountOf(subject);
  const where = `stack ${subject.stackName} in ${subject.region}${account === undefined ? '' : `, account ${account}`}`;
  const blocks = checks.map(({ id, result, looked, found, why, fix }) => {
    const head = `${result.padEnd(RESULT_WIDTH)}  ${id.padEnd(ID_WIDTH)}  `;
    const rest =
      result === 'ok'
        ? []
        : [
            ...found.slice(1),
            `Looked at: ${looked}.`,
            `Why: ${why}`,
            ...fix.map((one) => `Fix: ${one}`),
          ];
    const lines = [
      `${head}${terminalText(found[0] ?? '', MAX_LINE_BYTES)}`,
      ...rest.map((line) => `${INDENT}${terminalText(line, MAX_LINE_BYTES)}`),
    ];
    const [first = '', ...others] = lines;
    return [paint(first, EMPHASIS[result]), ...others].map((line) => `${line}\n`).join('');
  });
  return `RegionSweep ${version}: ${where}\n\n${blocks.join('')}\n${summaryOf(checks)}\n`;
}

/** For scripts and bug reports. It has account IDs, ARNs and queue URLs, and no secrets. */
export function renderJson(checks: readonly Check[], subject: Subject): string {
  return indentedJson({
    formatVersion: FORMAT_VERSION,
    tool: `regionsweep ${version}`,
    at: subject.at.toISOString(),
    region: subject.region,
    stack: subject.stackName,
    account: accountOf(subject) ?? null,
    result: worstOf(checks),
    checks,
  });
}

function summaryOf(checks: readonly Check[]): string {
  const count = (result: CheckResult) => checks.filter((one) => one.result === result).length;
  const missing = [...new Set(checks.flatMap(({ missingPermissions }) => missingPermissions))];
  const counts = `${count('broken')} broken, ${count('unknown')} unknown, ${count('ok')} ok.`;
  return missing.length === 0 ? counts : `${counts} Missing permissions: ${missing.join(', ')}.`;
}

function accountOf({ account }: Subject): string | undefined {
  return account.kind === 'seen' ? account.value : undefined;
}
