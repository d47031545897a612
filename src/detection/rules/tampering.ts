import type { EventPattern } from './event-pattern';
import { CALL_DETAIL_TYPE } from './event-types';

/** Calls that stop CloudTrail from logging, or from logging what RegionSweep needs. */
const TRAIL_CALLS = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'] as const;

/** Calls that stop or redirect a rule of EventBridge, by the request parameter that names the rule. */
const RULE_CALLS = {
  name: ['DisableRule', 'DeleteRule', 'PutRule'],
  rule: ['RemoveTargets', 'PutTargets'],
} as const;

export const TAMPERING_CALLS: readonly string[] = [
  ...TRAIL_CALLS,
  ...RULE_CALLS.name,
  ...RULE_CALLS.rule,
];

/** Whether a call changes a rule of EventBridge, not a trail. */
export function changesRule(eventName: string): boolean {
  return [...RULE_CALLS.name, ...RULE_CALLS.rule].some((name) => name === eventName);
}

/** The sources of these calls. A rule that matches them must name both. */
export const TAMPERING_SOURCES: readonly string[] = ['aws.cloudtrail', 'aws.events'];

/** CloudFormation makes the calls of a deployment. CloudTrail writes its name in place of a source IP. */
const DEPLOYMENT = 'cloudformation.amazonaws.com';

const DENIED = [{ prefix: 'AccessDenied' }];
const ABSENT = [{ exists: false }];

/**
 * The pattern of calls that would blind RegionSweep in one region: changes to any trail, and to rules of its own. It
 * includes attempts that failed. CloudTrail can leave out the parameters of a denied call, so a denied call that would
 * disable, delete or empty a rule counts whatever rule it names.
 *
 * @param rules the rules of RegionSweep, as values of an event pattern.
 */
export function tamperingPattern(rules: readonly unknown[]): EventPattern {
  return {
    source: TAMPERING_SOURCES,
    'detail-type': [CALL_DETAIL_TYPE],
    detail: {
      sourceIPAddress: [{ 'anything-but': [DEPLOYMENT] }],
      $or: [
        { eventSource: ['cloudtrail.amazonaws.com'], eventName: TRAIL_CALLS },
        { eventName: RULE_CALLS.name, requestParameters: { name: rules } },
        { eventName: RULE_CALLS.rule, requestParameters: { rule: rules } },
        {
          eventName: ['DisableRule', 'DeleteRule', 'RemoveTargets'],
          errorCode: DENIED,
          requestParameters: { name: ABSENT, rule: ABSENT },
        },
      ],
    },
  };
}

/** The pattern of these calls once a forwarder has selected them. */
export function forwardedTamperingPattern(): EventPattern {
  return {
    source: TAMPERING_SOURCES,
    'detail-type': [CALL_DETAIL_TYPE],
    detail: { eventName: TAMPERING_CALLS },
  };
}
