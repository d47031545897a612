import type { QuotaFacts } from './account-facts';
import { type Check, checkOf, type Problem } from './check';
import type { Facts } from './facts';
import { partition } from './look';

/** A quota is near if this share of it is used. */
const NEAR = 0.9;

/** Is there room for what RegionSweep needs? */
export function judgeQuotas({ quotas }: Facts): Check {
  const looks = quotas.flatMap(({ used, limit }) => [used, limit]);
  return checkOf('quotas', {
    looked: `the quotas for ${quotas.map(({ name }) => name).join(', ')}`,
    why: 'A deployment that exceeds a quota fails. Too little concurrency delays alerts.',
    fine: quotas.map(
      ({ name, used, limit }) => `${shownValue(used)} of ${shownValue(limit)} used: ${name}.`,
    ),
    problems: quotas.flatMap(problemOf),
    unseen: partition(looks).unseen,
  });
}

function problemOf(quota: QuotaFacts): Problem[] {
  const { name, region, used, limit, needed, without, serviceCode, quotaCode } = quota;
  if (used.kind !== 'seen' || limit.kind !== 'seen') {
    return [];
  }
  const left = limit.value - used.value;
  if (left >= needed && used.value <= NEAR * limit.value) {
    return [];
  }
  return [
    {
      found: `Of ${limit.value} ${name} in ${region}, ${used.value} are used${needed > left ? `, and RegionSweep needs ${needed} more` : ''}. ${without}`,
      fix: `aws service-quotas request-service-quota-increase --region ${region} --service-code ${serviceCode} --quota-code ${quotaCode} --desired-value ${desired(used.value + needed, limit.value)}`,
    },
  ];
}

/** Twice the quota, or more if that is not enough. */
function desired(needed: number, limit: number): number {
  return Math.max(2 * limit, 2 * needed);
}

function shownValue(look: QuotaFacts['used']): string {
  return look.kind === 'seen' ? String(look.value) : 'unknown';
}
