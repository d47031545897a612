import type { RecordTally } from '../../src/detection/cloudtrail/intake';
import type { IgnoreReason, RejectReason } from '../../src/detection/cloudtrail/record-outcome';
import type { CollectedCalls, HistoryFile } from '../../src/replay/collect-calls';
import { sampleRecords } from '../../src/replay/sample-records';
import { mayHoldCall } from '../../src/trail/split/prefilter';
import { REASON_TEXTS } from './reason-texts';

/** Event names that are shown. */
const MAX_SHOWN = 8;

/** The reasons that are about calls of a rule; the others are about values that may be anything. */
const NO_RECORD: readonly RejectReason[] = ['not-a-record', 'unreadable-record-text'];

/** The reasons of what AWS writes next to records. */
const COMPANIONS: readonly IgnoreReason[] = [
  'digest-file',
  'insight',
  'aggregated-event',
  's3-notification',
];

/** What {@link explainEmptyHistory} looks at. */
interface EmptyHistory
  extends Pick<CollectedCalls, 'outside' | 'tally' | 'isInterrupted' | 'problems'> {
  readonly calls: { readonly size: number };
}

/**
 * Whether nothing of a history could be judged, although it has records: every call was rejected, or every record. Its
 * lack of findings means nothing.
 */
export function isUnjudged({ tally }: Pick<CollectedCalls, 'tally'>): boolean {
  const rejected = sumOf(rejectedOf(tally));
  const isEveryRecord = tally.records > 0 && rejected === tally.records;
  return tally.calls === 0 && (isEveryRecord || sumOf(rejectedCallsOf(tally)) > 0);
}

/**
 * Why a history has no calls: what it contains instead, and what to check.
 *
 * @returns sentences; undefined where there are calls, or where Ctrl-C stopped the reading.
 */
export async function explainEmptyHistory(
  { calls, outside, tally, isInterrupted, problems }: EmptyHistory,
  files: readonly HistoryFile[],
): Promise<string | undefined> {
  if (calls.size > 0 || isInterrupted) {
    return undefined;
  }
  if (outside > 0) {
    return `--from, --to, --accounts and --regions exclude every call (${outside}). Widen these flags.`;
  }
  const rejected = rejectedCallsOf(tally);
  if (rejected.length > 0) {
    return `RegionSweep could not judge any call of this history, so the lack of findings is no all-clear. ${inWords(rejected)} Export the records again in a format that docs/cli.md lists.`;
  }
  const disabled = tally.ignored['rule-disabled'] ?? 0;
  if (disabled > 0) {
    return `Every call (${disabled}) is of a disabled rule. Check --rule, and "rules" in cdk.json.`;
  }
  if (problems.length > 0) {
    return 'RegionSweep found no call in what it could read, and could not read everything, so the lack of findings is no all-clear. The problems above name the files.';
  }
  if (tally.records === 0) {
    return 'No records found. Check the paths.';
  }
  if (sumOf(rejectedOf(tally)) === tally.records) {
    return `None of the ${tally.records} records is a CloudTrail record, which has eventSource and eventName, so the lack of findings is no all-clear. Check that the files are CloudTrail log files.`;
  }
  const companions = COMPANIONS.filter((reason) => tally.ignored[reason] !== undefined);
  const counts = companions.map((reason) => `${tally.ignored[reason]} ${reason}`);
  if (sumOf(companions.map((reason) => [reason, tally.ignored[reason] ?? 0])) === tally.records) {
    return `The history contains no CloudTrail record, so the lack of findings is no all-clear. It contains ${counts.join(', ')}. Read the log files of the trail: a notification names the objects to read.`;
  }
  const { records, events, readOnly, writing } = await sampleRecords(files);
  const named = events.slice(0, MAX_SHOWN).map(({ name, count }) => `${count} ${name}`);
  const seen = named.length === 0 ? '' : ` A sample of ${records} contains: ${named.join(', ')}.`;
  const facts = `None of the ${tally.records} records is a call that the rules look for.${seen}`;
  if (events.some(({ name }) => mayHoldCall.includes(name))) {
    return `${facts} Some have the name of a call, but another service, event type or parameters than the rules require. docs/rules.md has the details.`;
  }
  const why =
    writing > 0 && readOnly === 0
      ? 'None of them is a read event: the trail may not log read management events, such as DescribeInstances and GetServiceQuota.'
      : 'DescribeInstances and GetServiceQuota are read management events, which a trail can omit.';
  return `${facts} ${why} Check its event selectors: aws cloudtrail get-event-selectors --trail-name <ARN of the trail>`;
}

type Count<Reason = RejectReason> = readonly [reason: Reason, count: number];

function rejectedOf({ rejected }: RecordTally): Count[] {
  return Object.entries(rejected) as [RejectReason, number][];
}

function rejectedCallsOf(tally: RecordTally): Count[] {
  return rejectedOf(tally).filter(([reason]) => !NO_RECORD.includes(reason));
}

function sumOf(counts: readonly Count<unknown>[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** For example `12 calls were rejected: eventTime is missing.` */
function inWords(counts: readonly Count[]): string {
  return counts
    .map(([reason, count]) => {
      const calls = count === 1 ? '1 call was' : `${count} calls were`;
      return `${calls} rejected: ${REASON_TEXTS[reason]}.`;
    })
    .join(' ');
}
