import { CHECK_IDS, type Check } from './check';
import type { Facts } from './facts';
import { judgeArrival, judgeTestCalls } from './judge-arrival';
import { judgeBusPolicy, judgeOrganization } from './judge-bus';
import { judgeAlarms, judgeDeadLetters } from './judge-health';
import { judgeForwarders, judgeRules } from './judge-rules';
import { judgeStack, judgeStackSets } from './judge-stack';
import { judgeSubscriptions } from './judge-topics';
import { judgeTrail } from './judge-trail';

const JUDGES = [
  judgeStack,
  judgeRules,
  judgeForwarders,
  judgeBusPolicy,
  judgeTrail,
  judgeOrganization,
  judgeStackSets,
  judgeSubscriptions,
  judgeAlarms,
  judgeDeadLetters,
  judgeArrival,
];

/** Every check, in the order of {@link CHECK_IDS}. */
export function examine(facts: Facts): Check[] {
  return [
    ...JUDGES.map((judge) => judge(facts)),
    ...(facts.testCalls === undefined ? [] : [judgeTestCalls(facts.testCalls)]),
  ].sort((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id));
}
