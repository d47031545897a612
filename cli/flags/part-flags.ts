import type { Command } from 'commander';
import { shownValue } from '../../src/config/shown-value';
import { HISTORY_DAYS, YOUNG_DAYS } from '../../src/detection/baseline/day';
import type { RuleSettings } from '../../src/detection/model';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { parseEventTime } from '../../src/detection/time';
import type { HistoryPart } from '../../src/trail/find/history-part';
import { secondOfTime, TIME_IN_WORDS } from './time-flag';
import { UsageError } from './usage-error';

/** What the paths of a history may be, for the help of every command that reads one. */
export const PATH_ARGUMENT =
  'files; folders with .json, .ndjson or .jsonl files, also gzipped; globs; s3://bucket/prefix; or - for standard input';

/** What the flags of {@link addPartFlags} hold, as text. */
export interface PartFlags {
  readonly from?: string;
  readonly to?: string;
  readonly accounts?: string;
  readonly regions?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_SECONDS = 86_400;

/** Adds the flags that ask for a part of a history. */
export function addPartFlags(command: Command): Command {
  return command
    .option(
      '--from <time>',
      'calls from then on: a day in UTC such as 2026-01-31, or a time with its zone such as 2026-01-31T09:00+01:00',
    )
    .option('--to <time>', 'calls before then; of a day, all of it')
    .option('--accounts <ids>', 'calls in these accounts, separated by commas')
    .option('--regions <names>', 'calls in these regions, separated by commas');
}

/** @throws UsageError */
export function partOf({ from, to, accounts, regions }: PartFlags): HistoryPart {
  const part: HistoryPart = {
    ...(from !== undefined && { from: secondOf('--from', from, 0) }),
    ...(to !== undefined && { to: secondOf('--to', to, DAY_SECONDS) }),
    ...(accounts !== undefined && {
      accounts: listOf('--accounts', accounts, /^\d{12}$/, '111122223333,444455556666'),
    }),
    ...(regions !== undefined && {
      regions: listOf('--regions', regions, /^[a-z]{2,}(?:-[a-z0-9]+)+$/, 'us-east-1,eu-central-1'),
    }),
  };
  if (part.from !== undefined && part.to !== undefined && part.from >= part.to) {
    throw new UsageError(
      `--from is not before --to: received ${shownValue(from)} and ${shownValue(to)}. Exchange them, or widen one.`,
    );
  }
  return part;
}

/** What a part of a history shows otherwise than the whole, or not at all. @param settings of the rules. */
export function partWarnings(
  part: HistoryPart,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): string[] {
  return [...baselineWarnings(part), ...regionWarnings(part, settings)];
}

function baselineWarnings({ from }: HistoryPart): string[] {
  return from === undefined
    ? []
    : [
        `--from leaves out what was known before, so severities may differ from those of the whole history: whether a principal, its regions and its addresses are new can be said from ${YOUNG_DAYS} days on, and is judged by ${HISTORY_DAYS}. Begin so much earlier to see them as the detector does.`,
      ];
}

function regionWarnings(
  { regions }: HistoryPart,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): string[] {
  const enabled = RULE_IDS.filter((id) => settings[id].enabled);
  const fewest = Math.min(...enabled.map((id) => settings[id].minRegions));
  return regions === undefined || regions.length >= fewest
    ? []
    : [
        `--regions leaves ${regions.length} of the ${fewest} regions that make a sweep (minRegions), so nothing can be found: received ${shownValue(regions.join(','))}. Name more regions, or leave it out.`,
      ];
}

/** @param wholeDay added to a day. */
function secondOf(flag: string, text: string, wholeDay: number): number {
  const day = DAY.test(text) ? parseEventTime(`${text}T00:00:00Z`) : undefined;
  return day === undefined
    ? secondOfTime(
        flag,
        text,
        `a day, which is one in UTC, such as 2026-01-31, or ${TIME_IN_WORDS}`,
      )
    : day + wholeDay;
}

function listOf(flag: string, text: string, shape: RegExp, example: string): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  const wrong = items.find((item) => !shape.test(item));
  if (wrong !== undefined) {
    throw new UsageError(
      `${flag} holds what it cannot: received ${shownValue(wrong)}. Allowed is a list such as ${example}.`,
    );
  }
  return [...new Set(items)];
}
