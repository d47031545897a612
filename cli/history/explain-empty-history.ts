import type { CollectedCalls, HistoryFile } from '../../src/replay/collect-calls';
import { lookAround } from '../../src/replay/look-around';

/** Events that are named. */
const MAX_SHOWN = 8;

/**
 * What is to be known where there is no call: what was seen instead, and what to look at.
 *
 * @returns sentences; undefined where there are calls, or none is to be expected.
 */
export async function explainEmptyHistory(
  { calls, outside, tally, isInterrupted }: CollectedCalls,
  files: readonly HistoryFile[],
): Promise<string | undefined> {
  if (calls.size > 0 || isInterrupted) {
    return undefined;
  }
  if (outside > 0) {
    return `All ${outside} calls are outside --from, --to, --accounts and --regions. Widen these.`;
  }
  const disabled = tally.ignored['rule-disabled'] ?? 0;
  if (disabled > 0) {
    return `All ${disabled} calls are of rules that are switched off, by --rule or by rules in cdk.json.`;
  }
  if (tally.records === 0) {
    return 'There is no record at all. Look at the paths.';
  }
  const { records, events, readOnly, writing } = await lookAround(files);
  const named = events.slice(0, MAX_SHOWN).map(({ name, count }) => `${count} ${name}`);
  const seen = named.length === 0 ? '' : ` Among the first ${records} are: ${named.join(', ')}.`;
  const why =
    writing > 0 && readOnly === 0
      ? 'None of these only reads: the trail may not log read management events, which DescribeInstances and GetServiceQuota are.'
      : 'DescribeInstances and GetServiceQuota are read management events, which a trail can leave out.';
  return `None of ${tally.records} records is a call that the rules look for.${seen} ${why} Look at its event selectors: aws cloudtrail get-event-selectors.`;
}
