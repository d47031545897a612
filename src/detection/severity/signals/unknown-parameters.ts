import type { RuleId } from '../../rules/rule-catalog';
import { counted, type Signal } from '../signal';

/** What the parameters of a call select, in words. */
const SELECTED: Readonly<Record<RuleId, string>> = {
  'describe-instances': 'instances',
  'get-service-quota': 'quota',
};

export const unknownParameters = {
  id: 'unknown-parameters',
  points: 0,
  observe({ ruleId, calls }) {
    const unknown = calls.filter(({ caller }) => caller?.unknownParameters !== undefined).length;
    return unknown === 0
      ? undefined
      : {
          sentence: `${unknown} of ${counted(calls.length, 'call')} ${unknown === 1 ? 'was' : 'were'} denied, and CloudTrail does not record which ${SELECTED[ruleId]} a denied call asked for.`,
          values: { unknown, calls: calls.length },
          share: unknown / calls.length,
        };
  },
} as const satisfies Signal;
