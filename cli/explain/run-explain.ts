import { nearest } from '../../src/config/nearest';
import { shownValue } from '../../src/config/shown-value';
import { globMatches } from '../../src/detection/glob';
import type { Call, Interval } from '../../src/detection/model';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { type Explanation, explain } from '../../src/explain/explain';
import { buildIncidents } from '../../src/replay/incidents';
import { beginsInPart } from '../../src/trail/find/history-part';
import { exitCodeOf } from '../exit-codes';
import { partWarnings } from '../flags/part-flags';
import { secondOfTime } from '../flags/time-flag';
import { UsageError } from '../flags/usage-error';
import { detectHistory } from '../history/detect-history';
import { historyInputs, writeWarnings } from '../history/history-inputs';
import { renderSummary } from '../history/history-summary';
import { readHistory } from '../history/read-history';
import { formatFor } from '../output/formats';
import type { Terminal } from '../terminal';
import {
  type ExplainFlags,
  MAX_EXPLAINED,
  MIN_SECONDS_AROUND,
  WINDOWS_AROUND,
} from './explain-flags';
import { renderExplanations } from './render-explanations';

const ALLOWED =
  "Use an ARN, a principal key, an access key ID, part of one of these, or a glob such as '*:user/build-*'.";

/** `explain`. @returns the exit code. */
export async function explainHistory(
  paths: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr } = terminal;
  if (flags.principal.trim() === '') {
    throw new UsageError(`--principal is empty and would match everyone. ${ALLOWED}`);
  }
  const { config, part, noted, warnings } = await historyInputs(flags, terminal);
  const around =
    flags.at === undefined ? undefined : intervalAround(flags.at, config.windowSeconds);
  writeWarnings(terminal, [...warnings, ...partWarnings(part, config.rules)]);
  const watches = watchesOf(watchedCategories(config.watch));
  const history = await readHistory(paths, config.rules, part, terminal, flags, watches);
  const inPart = [...history.callsInPart];
  const own = inPart.filter((call) => isMatched(call, flags.principal));
  if (own.length === 0 && inPart.length > 0) {
    if (history.isWhole) {
      throw new UsageError(noMatch(flags.principal, inPart));
    }
    // The calls may be in files that could not be read.
    writeWarnings(terminal, [noMatch(flags.principal, inPart)]);
    stderr.write(renderSummary(history, 0));
    return exitCodeOf(history);
  }
  // With the calls around the part, so that an explanation of a sweep over its edge has all of them.
  const calls = [...history.calls];
  const detected = await detectHistory(calls, config.rules, config, {
    watched: { history: history.watched, noted },
  });
  const findings = detected.findings.map(noted);
  const { maxTrackedCalls, rules: settings, notifyFrom } = config;
  // All calls of a matching principal count, also those of sessions that the pattern does not match.
  const keys = new Set(own.flatMap(keysOf));
  const explained = explain(
    calls.filter((call) => keysOf(call).some((key) => keys.has(key))),
    findings,
    {
      settings,
      around,
      maxTrackedCalls,
      incidents: buildIncidents({ ...detected, findings }),
    },
  ).filter(({ principal }) => keys.has(principal.key));
  stdout.write(
    await renderExplanations(
      explained.slice(0, MAX_EXPLAINED),
      notifyFrom,
      formatFor(flags.format, terminal),
      terminal,
    ),
  );
  if (inPart.length > 0) {
    stderr.write(leftOut(explained));
  }
  stderr.write(renderSummary(history, findings.filter((one) => beginsInPart(one, part)).length));
  return exitCodeOf(history);
}

function keysOf({ principal, otherPrincipals = [] }: Call): string[] {
  return [principal, ...otherPrincipals].map(({ key }) => key);
}

/** The names that a pattern can match: the principal keys, also under `role`, the ARNs and the access key. */
function namesOf(call: Call): string[] {
  const { arn, roleArn, accessKeyId } = call.caller;
  const names = [arn, roleArn, roleArn && `role:${roleArn}`, accessKeyId];
  return [...keysOf(call), ...names.flatMap((name) => name ?? [])];
}

function isMatched(call: Call, pattern: string): boolean {
  const isGlob = /[*?]/.test(pattern);
  return namesOf(call).some((name) =>
    isGlob ? globMatches(pattern, name) : name.includes(pattern),
  );
}

function noMatch(pattern: string, calls: readonly Call[]): string {
  const names = [...new Set(calls.flatMap(({ caller }) => caller.arn ?? []))];
  const lastParts = names.map((name) => name.slice(name.lastIndexOf('/') + 1));
  const near =
    nearest(pattern, names) ?? names[lastParts.indexOf(nearest(pattern, lastParts) ?? '')];
  const hint = near === undefined ? '' : ` The nearest is ${shownValue(near)}.`;
  return `No principal with calls matches --principal: received ${shownValue(pattern)}. ${ALLOWED}${hint} The history has calls by ${names.length} ARNs.`;
}

/** @throws UsageError when the text is not a time with its zone. */
function intervalAround(text: string, windowSeconds: number): Interval {
  const second = secondOfTime('--at', text);
  const seconds = Math.max(MIN_SECONDS_AROUND, WINDOWS_AROUND * windowSeconds);
  return { start: second - seconds, end: second + seconds };
}

function leftOut(explained: readonly Explanation[]): string {
  if (explained.length === 0) {
    return 'warning: The principal made no call around that time. Leave out --at to see all its calls.\n';
  }
  const more = explained.length - MAX_EXPLAINED;
  return more > 0 ? `warning: ${more} more principals match. Use a narrower pattern.\n` : '';
}
