import type { CollectedCalls, HistoryFile } from '../../src/replay/collect-calls';
import { sampleRecords } from '../../src/replay/sample-records';

/** Event names that are shown. */
const MAX_SHOWN = 8;

/**
 * Why a history has no calls: what it contains instead, and what to check.
 *
 * @returns sentences; undefined where there are calls, or where Ctrl-C stopped the reading.
 */
export async function explainEmptyHistory(
  { calls, outside, tally, isInterrupted }: CollectedCalls,
  files: readonly HistoryFile[],
): Promise<string | undefined> {
  if (calls.size > 0 || isInterrupted) {
    return undefined;
  }
  if (outside > 0) {
    return `--from, --to, --accounts and --regions exclude every call (${outside}). Widen these flags.`;
  }
  const disabled = tally.ignored['rule-disabled'] ?? 0;
  if (disabled > 0) {
    return `Every call (${disabled}) is of a disabled rule. Check --rule, and "rules" in cdk.json.`;
  }
  if (tally.records === 0) {
    return 'No records found. Check the paths.';
  }
  if (tally.rejected['not-a-record'] === tally.records) {
    return `None of the ${tally.records} records is a CloudTrail record, which has eventSource and eventName. Check that the files are CloudTrail log files.`;
  }
  const { records, events, readOnly, writing } = await sampleRecords(files);
  const named = events.slice(0, MAX_SHOWN).map(({ name, count }) => `${count} ${name}`);
  const seen = named.length === 0 ? '' : ` A sample of ${records} contains: ${named.join(', ')}.`;
  const why =
    writing > 0 && readOnly === 0
      ? 'None of them is a read event: the trail may not log read management events, such as DescribeInstances and GetServiceQuota.'
      : 'DescribeInstances and GetServiceQuota are read management events, which a trail can leave out.';
  return `None of the ${tally.records} records is a call that the rules look for.${seen} ${why} Check its event selectors: aws cloudtrail get-event-selectors`;
}
