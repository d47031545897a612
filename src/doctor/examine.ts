import { CHECK_IDS, type Check } from './check';
import { type Facts, isDeployed } from './facts';
import { judgeArrival, judgeTestCalls } from './judge-arrival';
import { judgeBusPolicy, judgeOrganization } from './judge-bus';
import { judgeControlPolicies } from './judge-control-policies';
import { judgeAlarms, judgeDeadLetters } from './judge-health';
import { judgePermissions } from './judge-permissions';
import { judgeQuotas } from './judge-quotas';
import { judgeRegions } from './judge-regions';
import { judgeForwarders, judgeRules } from './judge-rules';
import { judgeStack } from './judge-stack';
import { judgeStackSets } from './judge-stack-sets';
import { judgeSubscriptions } from './judge-topics';
import { judgeTrail } from './judge-trail';
import { judgeTrailFiles } from './judge-trail-files';

/** What a deployment needs, whether it exists or is planned. */
const BEFORE_AND_AFTER = [
  judgeStack,
  judgeTrail,
  judgeTrailFiles,
  judgeRegions,
  judgeOrganization,
  judgeStackSets,
  judgeControlPolicies,
  judgeQuotas,
];

/** What a deployment consists of. */
const AFTER = [
  judgeRules,
  judgePermissions,
  judgeForwarders,
  judgeBusPolicy,
  judgeSubscriptions,
  judgeAlarms,
  judgeDeadLetters,
  judgeArrival,
];

/** Every check that has something to look at, in the order of {@link CHECK_IDS}. */
export function examine(facts: Facts): Check[] {
  const judges = isDeployed(facts) ? [...BEFORE_AND_AFTER, ...AFTER] : BEFORE_AND_AFTER;
  return [
    ...judges.map((judge) => judge(facts)),
    ...(facts.testCalls === undefined ? [] : [judgeTestCalls(facts.testCalls)]),
  ].sort((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id));
}
