import { type OtherRule, RELATED_MINUTES } from '../context';
import type { Observation, Signal } from '../signal';

/** Words for what another principal has in common with this one. */
const IN_COMMON: Readonly<Record<Exclude<OtherRule['by'], 'principal'>, string>> = {
  accessKey: 'with the same access key',
  role: 'under the same role',
  address: 'from the same address',
};

export const bothRules = {
  id: 'both-rules',
  points: 20,
  observe({ context: { related } }) {
    if (related.state === 'unread') {
      return {
        sentence: `What else happened within ${RELATED_MINUTES} minutes could not be read, so whether the other rule was met too is not known.`,
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
      sentence: `Within ${RELATED_MINUTES} minutes the principal also made ${counted(calls, 'call')} of the other rule, in ${counted(regions, 'region')}: instances and quotas are what somebody asks for who wants to start miners.`,
      values: { calls, regions, minutes: RELATED_MINUTES },
    };
  }
  const { by, principals } = other;
  return {
    sentence: `Within ${RELATED_MINUTES} minutes ${counted(principals, 'principal')} ${IN_COMMON[by]} made a sweep of the other rule.`,
    values: { principals, minutes: RELATED_MINUTES },
    ...(by === 'address' && { share: 0.5 }),
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
