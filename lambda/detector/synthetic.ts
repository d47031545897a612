import { callerOf, principalsOf } from '../../src/detection/cloudtrail/principal';
import { isObject } from '../../src/detection/json';
import type { Call, Digest, RuleSettings } from '../../src/detection/model';
import { RULES, type RuleId } from '../../src/detection/rules/rule-catalog';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import { createDetector, type DetectorParts } from '../../src/engine/detector';
import type { Notifier } from '../../src/ports/notifier';

/** Makes a synthetic finding and publishes it to the archive. */
export type PublishSynthetic = () => Promise<DetectionOutcome>;

/** Whether the schedule of synthetic findings invoked the function. No event of EventBridge has this member. */
export function isSyntheticRequest(event: unknown): boolean {
  return isObject(event) && event['synthetic'] === true;
}

/**
 * Publishes a finding about calls that nobody made, through the same table, judge and topic as any other, so that
 * operators notice if that path is broken. Its role is that of the heartbeat, whose real calls are never detected: by
 * the role, programs recognize the finding.
 *
 * @param roleArn of the heartbeat.
 */
export function createPublishSynthetic(
  { learner: _learner, memory: _memory, ...parts }: DetectorParts,
  roleArn: string,
): PublishSynthetic {
  const { clock, digest, settings } = parts;
  const detector = createDetector({
    ...parts,
    notifier: archiveOnly(parts.notifier),
    // Otherwise a finding would count towards that of the day before, and not be published.
    renotifyMinutes: 0,
  });
  return () => detector.detect(syntheticCalls(clock(), roleArn, settings, digest));
}

/** Nobody gets an alert about a synthetic finding, whatever its severity. */
function archiveOnly(notifier: Notifier): Notifier {
  return { publish: (notification) => notifier.publish({ ...notification, audience: 'archive' }) };
}

/** Calls that reach both thresholds of the first enabled rule, in regions that do not exist. */
function syntheticCalls(
  now: number,
  roleArn: string,
  settings: Readonly<Record<RuleId, RuleSettings>>,
  digest: Digest,
): Call[] {
  const rule = RULES.find(({ id }) => settings[id].enabled);
  if (rule === undefined) {
    return [];
  }
  const { minRegions, minCalls, groupBy } = settings[rule.id];
  const second = Math.floor(now / 1000);
  const record = recordBy(roleArn);
  const [principal, ...otherPrincipals] = principalsOf(record, groupBy, digest);
  if (principal === undefined) {
    return [];
  }
  return Array.from({ length: Math.max(minRegions, minCalls) }, (_, index) => ({
    ruleId: rule.id,
    principal,
    ...(otherPrincipals.length > 0 && { otherPrincipals }),
    eventId: `synthetic-${second}-${index}`,
    second,
    region: `synthetic-${index % minRegions}`,
    caller: callerOf(record, digest),
  }));
}

/** The part of a record that identifies the caller. */
function recordBy(roleArn: string) {
  const [, partition = 'aws', , , accountId = ''] = roleArn.split(':');
  const roleName = roleArn.split('/').at(-1);
  return {
    recipientAccountId: accountId,
    sourceIPAddress: 'synthetic.regionsweep',
    userAgent: 'regionsweep-synthetic',
    userIdentity: {
      type: 'AssumedRole',
      accountId,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/synthetic`,
      sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } },
    },
  };
}
