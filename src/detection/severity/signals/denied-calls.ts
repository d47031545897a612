import { isDenied } from '../../model';
import { counted, isLowerBound, type Signal } from '../signal';

export const deniedCalls = {
  id: 'denied-calls',
  points: 20,
  observe(facts) {
    const { calls } = facts;
    const denied = calls.filter(({ caller }) => isDenied(caller)).length;
    return denied === 0
      ? undefined
      : {
          sentence: `${isLowerBound(facts) ? 'At least ' : ''}${denied} of ${counted(calls.length, 'call')} ${denied === 1 ? 'was' : 'were'} denied: the caller may be probing what the key can do.`,
          values: { denied, calls: calls.length },
          share: denied / calls.length,
        };
  },
} as const satisfies Signal;
