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
  'files and folders; globs; s3://bucket/prefix; athena:database.table or security-lake:database.table; lookup: for CloudTrail Event history; or - for standard input';

/** What the flags of {@link addPartFlags} hold, as text. */
export interface PartFlags {
  readonly from?: string;
  readonly to?: string;
  readonly accounts?: string;
  readonly regions?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_SECONDS = 86_400;

/** Adds the flags that select a part of the history. */
export function addPartFlags(command: Command): Command {
  return command
    .option(
      '--from <time>',
      'only calls, and sweeps that begin, at or after this time: a day in UTC, such as 2026-01-31, or a time with its zone, such as 2026-01-31T09:00+01:00',
    )
    .option(
      '--to <time>',
      'only calls, and sweeps that begin, before this time, or until the end of this day in UTC',
    )
    .option('--accounts <ids>', 'only calls in these accounts, separated by commas')
    .option('--regions <names>', 'only calls in these regions, separated by commas');
}

/** @throws UsageError */
export function partOf({ from, to, accounts, regions }: PartFlags): HistoryPart {
  const part: HistoryPart = {
    ...(from !== undefined && { from: secondOf('--from', from, 0) }),
    ...(to !== undefined && { to: secondOf('--to', to, DAY_SECONDS) }),
    ...(accounts !== undefined && {
      accounts: listOf('--accounts', accounts, /^\d{12}$/, 'a 12-digit account ID'),
    }),
    ...(regions !== undefined && {
      regions: listOf('--regions', regions, /^[a-z]{2,}(?:-[a-z0-9]+)+$/, 'the name of a region'),
    }),
  };
  if (part.from !== undefined && part.to !== undefined && part.from >= part.to) {
    throw new UsageError(
      `--from ${shownValue(from)} is not before --to ${shownValue(to)}. Swap them, or change one.`,
    );
  }
  return part;
}

/** Warnings about what a part of a history cannot show. @param settings of the rules. */
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
        `--from leaves out earlier calls, so severities may differ from those of the whole history: RegionSweep needs ${YOUNG_DAYS} days of calls, and uses up to ${HISTORY_DAYS}, to judge whether a principal, its regions and its source IPs are new. To get the severities of the detector, set --from ${HISTORY_DAYS} days earlier.`,
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
        `--regions ${shownValue(regions.join(','))} cannot contain a sweep: minRegions is ${fewest}. Name more regions, or remove the flag.`,
      ];
}

/** @param wholeDay seconds to add to a day. */
function secondOf(flag: string, text: string, wholeDay: number): number {
  const day = DAY.test(text) ? parseEventTime(`${text}T00:00:00Z`) : undefined;
  return day === undefined
    ? secondOfTime(flag, text, `a day in UTC, such as 2026-01-31, or ${TIME_IN_WORDS}`)
    : day + wholeDay;
}

function listOf(flag: string, text: string, shape: RegExp, name: string): readonly string[] {
  const items = text.split(',').map((item) => item.trim());
  const wrong = items.find((item) => !shape.test(item));
  if (wrong !== undefined) {
    throw new UsageError(
      `${flag}: ${shownValue(wrong)} is not ${name}. Separate several with commas.`,
    );
  }
  return [...new Set(items)];
}
