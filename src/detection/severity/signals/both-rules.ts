import { type OtherRule, RELATED_MINUTES } from '../context';
import { counted, type Observation, type Signal } from '../signal';

/** What another principal shares with this one, in words. */
const IN_COMMON: Readonly<Record<Exclude<OtherRule['by'], 'principal'>, string>> = {
  identity: 'of the same identity',
  address: 'with the same source IP',
};

export const bothRules = {
  id: 'both-rules',
  points: 20,
  observe({ context: { related } }) {
    if (related.state === 'unread') {
      return {
        sentence: `RegionSweep could not read what else happened within ${RELATED_MINUTES} min, so it is unknown whether the other rule matched too.`,
        values: {},
        share: 0,
      };
    }
    return related.state === 'read' && related.otherRule !== undefined
      ? describe(related.otherRule)
      : undefined;
  },
} as const satisfies Signal;

function describe(other: OtherRule): Observation {
  if (other.by === 'principal') {
    const { calls, regions } = other;
    return {
      sentence: `Within ${RELATED_MINUTES} min the principal also made ${counted(calls, 'call')} of the other rule, in ${counted(regions, 'region')}. Listing instances and checking vCPU quotas together is typical of cryptomining.`,
      values: { calls, regions, minutes: RELATED_MINUTES },
    };
  }
  const { by, principals } = other;
  return {
    sentence: `Within ${RELATED_MINUTES} min, ${counted(principals, 'other principal')} ${IN_COMMON[by]} made a sweep of the other rule.`,
    values: { principals, minutes: RELATED_MINUTES },
    ...(by === 'address' && { share: 0.5 }),
  };
}
