import type { Digest } from './model';
import type { RuleId } from './rules/rule-catalog';
import { compactSecond } from './time';
import { bucketStart } from './window';

/**
 * The ID of a sweep's finding, given when the sweep is opened, and kept. It follows from the bucket in which the
 * sweep begins. Two sweeps never begin in one bucket, and a late event that moves the start by some seconds usually
 * leaves the bucket, and so the ID, as it is.
 *
 * @returns for example `describe-instances-20230808T063230Z-1f0c3a5e9b7d2c48`.
 */
export function findingId(
  ruleId: RuleId,
  principalKey: string,
  start: number,
  windowSeconds: number,
  digest: Digest,
): string {
  const time = compactSecond(bucketStart(start, windowSeconds));
  return `${ruleId}-${time}-${digest(principalKey).slice(0, 16)}`;
}
