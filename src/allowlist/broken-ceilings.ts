import type { BrokenCeiling, Evidence } from '../detection/finding';
import { parseEventTime } from '../detection/time';
import type { AllowlistCeilings } from './fields';
import { isWithinHours, parseHours } from './hours';

/**
 * The ceilings that a sweep exceeds or may exceed. Where the evidence is incomplete, a count is a lower bound, so the
 * ceiling counts as exceeded.
 */
export function brokenCeilings(ceilings: AllowlistCeilings, evidence: Evidence): BrokenCeiling[] {
  const { regionCount, callCount, sourceIps, atLeast, capped } = evidence;
  const counts = [
    ['regions', regionCount, atLeast],
    ['calls', callCount, atLeast],
    ['addresses', sourceIps.length, atLeast || capped.includes('sourceIps')],
  ] as const;
  return [
    ...counts.flatMap(([ceiling, count, isLowerBound]): BrokenCeiling[] => {
      const allowed = ceilings[ceiling];
      return count <= allowed && !isLowerBound
        ? []
        : [
            {
              ceiling,
              allowed: `at most ${allowed}`,
              seen: `${isLowerBound ? 'at least ' : ''}${count}`,
            },
          ];
    }),
    ...brokenHours(ceilings.hours, evidence),
  ];
}

function brokenHours(
  hours: string | undefined,
  { firstCall, lastCall }: Pick<Evidence, 'firstCall' | 'lastCall'>,
): BrokenCeiling[] {
  const first = parseEventTime(firstCall);
  const last = parseEventTime(lastCall);
  if (
    hours === undefined ||
    (first !== undefined && last !== undefined && isWithinHours(parseHours(hours), first, last))
  ) {
    return [];
  }
  const seen = firstCall === lastCall ? firstCall : `${firstCall} to ${lastCall}`;
  return [{ ceiling: 'hours', allowed: `${hours} UTC`, seen }];
}
