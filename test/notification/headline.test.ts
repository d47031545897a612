import type { Finding } from '../../src/detection/finding';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { renderSubject } from '../../src/notification/headline';
import {
  consoleClick,
  findingOf,
  IAM_USER,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { closed, escalated, everyKind, opened, updated } from '../support/notifications';

/** The longest numbers that anything could hold. */
function stretched(finding: Finding, severity: Finding['severity']): Finding {
  return {
    ...finding,
    severity,
    evidence: {
      ...finding.evidence,
      atLeast: true,
      regionCount: 1_000_000,
      firstCall: '1970-01-01T00:00:00Z',
      lastCall: '2099-12-31T23:59:59Z',
    },
  };
}

const subjectOf = (setup: Parameters<typeof findingOf>[0]): string =>
  renderSubject(opened(findingOf(setup)));

describe('renderSubject', () => {
  it('names severity, principal, account, call, regions and duration', () => {
    expect(renderSubject(opened(longTermKeySweep()))).toBe(
      '[RegionSweep] HIGH: user/ci/deploy-bot @111122223333, DescribeInstances in 17 regions within 33 s',
    );
  });

  it('names the call that was made, and says that there are others', () => {
    const fallback = { eventName: 'GetAWSDefaultServiceQuota' };
    const ruleId = 'get-service-quota';

    expect(subjectOf({ ruleId, fields: fallback })).toContain(
      ', GetAWSDefaultServiceQuota in 17 regions',
    );
    expect(subjectOf({ ruleId, fields: (index) => (index % 2 === 0 ? fallback : {}) })).toContain(
      ', GetServiceQuota etc. in 17 regions',
    );
  });

  it.each<[string, Parameters<typeof findingOf>[0], string]>([
    ['a role, but not its session', { userIdentity: roleSession('zoe') }, 'role/Admin'],
    [
      'a role of several sessions',
      { userIdentity: (index) => roleSession(`s-${index}`), settings: { groupBy: 'role' } },
      'role/Admin',
    ],
    [
      'a session whose record names no role',
      { userIdentity: { ...roleSession('zoe'), sessionContext: {} } },
      'role/Admin',
    ],
    ['the root user', { userIdentity: { ...IAM_USER, type: 'Root', arn: 'x' } }, 'root user'],
    [
      'an access key',
      { userIdentity: IAM_USER, settings: { groupBy: 'accessKey' } },
      'AKIAIOSFODNN7EXAMPLE',
    ],
    [
      'an access key of a session',
      { userIdentity: roleSession('zoe'), settings: { groupBy: 'accessKey' } },
      'access key ASIAIOSFODNN7EXAMPLE',
    ],
    [
      'a source IP of a session',
      { userIdentity: roleSession('zoe'), settings: { groupBy: 'sourceIp' } },
      'source IP 198.51.100.7',
    ],
    ['a source IP', { settings: { groupBy: 'sourceIp' } }, 'source IP 198.51.100.7'],
    [
      'a service',
      { userIdentity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' } },
      'config.amazonaws.com',
    ],
    [
      'a federated user, but not by the name that the caller chose',
      {
        userIdentity: {
          type: 'FederatedUser',
          arn: 'arn:aws:sts::111122223333:federated-user/zoe',
          accountId: '111122223333',
        },
      },
      'one federated user',
    ],
    [
      'a principal ID, but not the session in it',
      { userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:zoe' } },
      'one principal',
    ],
    [
      'a user whose name IAM would not accept',
      { userIdentity: { ...IAM_USER, arn: 'arn:aws:iam::111122223333:user/a b: LOW' } },
      'one principal',
    ],
    [
      'a key that is none',
      {
        userIdentity: { ...IAM_USER, accessKeyId: 'AKIA zoe' },
        settings: { groupBy: 'accessKey' },
      },
      'one access key',
    ],
    [
      'a source IP that is none',
      { fields: { sourceIPAddress: 'zoe' }, settings: { groupBy: 'sourceIp' } },
      'one source IP',
    ],
    [
      'a role without a well-formed ARN',
      { userIdentity: roleSession('s', 'a role: LOW'), settings: { groupBy: 'role' } },
      'one role',
    ],
  ])('names %s', (_, setup, expected) => {
    expect(subjectOf(setup)).toContain(`: ${expected} @111122223333, DescribeInstances in 17`);
    expect(subjectOf(setup)).not.toContain('zoe');
  });

  it('names a permission set of IAM Identity Center, and drops the duration where it must', () => {
    expect(renderSubject(opened(consoleClick()))).toBe(
      '[RegionSweep] INFORMATIONAL: permission set Auditor @111122223333, DescribeInstances in 17 regions',
    );
    expect(renderSubject(opened({ ...consoleClick(), severity: 'low' }))).toBe(
      '[RegionSweep] LOW: role/AWSReservedSSO_Auditor @111122223333, DescribeInstances in 17 regions',
    );
  });

  it.each([
    ['user/security/automation/scanner-prod-eu-central', /: user\/scanner-prod-eu-central @1/],
    [`user/${'a'.repeat(32)}${'z'.repeat(32)}`, /: user\/a+\.\.z+ @111122223333, /],
  ])('shortens %s, and never the account', (user, expected) => {
    const arn = `arn:aws:iam::111122223333:${user}`;
    const subject = subjectOf({ userIdentity: { ...IAM_USER, arn } });

    expect(subject).toMatch(expected);
    expect(subject).toMatch(/ @111122223333, DescribeInstances in 17 regions$/);
  });

  it.each([
    ['x@here', 'user/x*here'],
    ['www.e.vil', 'user/www[.]e.vil'],
  ])('makes no mention and no link of the user %s', (name, expected) => {
    const arn = `arn:aws:iam::111122223333:user/${name}`;

    expect(subjectOf({ userIdentity: { ...IAM_USER, arn } })).toContain(`: ${expected} @1111`);
  });

  it('marks a lower bound', () => {
    expect(subjectOf({ isSaturated: true })).toContain('in 17+ regions');
  });

  it.each([
    [0, 'within 1 s'],
    [7, 'within 113 s'],
    [15, 'within 5 min'],
    [29, 'within 8 min'],
  ])('rounds the duration up, calls %d s apart', (secondsBetweenCalls, expected) => {
    const arn = 'arn:aws:iam::111122223333:user/ci';

    expect(
      subjectOf({
        secondsBetweenCalls,
        settings: { windowSeconds: 900 },
        userIdentity: { ...IAM_USER, arn },
      }),
    ).toContain(expected);
  });

  it.each([
    ['one Identity Center user', { onBehalfOf: { userId: 'u' } }],
    ['one user', { type: 'WebIdentityUser', userName: 'ann', identityProvider: 'x' }],
    ['one unattributed caller', {}],
  ])('names nothing that a caller chose: %s', (expected, userIdentity) => {
    expect(subjectOf({ userIdentity })).toContain(`: ${expected} @`);
  });

  it.each([
    [{ type: 'AWSAccount', accountId: '1' }, '@unknown'],
    [{ type: 'AWSAccount', accountId: '１１１１２２２２３３３３' }, '@unknown'],
    // A line break is gone before the account is looked at.
    [{ type: 'AWSAccount', accountId: '111122223333\n' }, '@111122223333'],
  ])('names no malformed account: %j', (identity, expected) => {
    const userIdentity = { ...identity, principalId: 'AIDAEXAMPLE' };
    expect(subjectOf({ userIdentity })).toContain(`: one principal ${expected}, `);
  });

  it.each(RULE_IDS.flatMap((ruleId) => SEVERITIES.map((severity) => [ruleId, severity] as const)))(
    'fits for %s and %s, whatever the numbers',
    (ruleId, severity) => {
      for (const notification of everyKind(stretched(findingOf({ ruleId }), severity))) {
        const subject = renderSubject(notification);

        expect(subject.length).toBeLessThan(100);
        expect(subject).toMatch(/: \S+ @111122223333, \w+ in 999\+ regions/);
      }
    },
  );

  it.each([
    [escalated(longTermKeySweep()), 'ESCALATED TO HIGH'],
    [updated(longTermKeySweep()), 'UPDATED HIGH'],
    [closed(longTermKeySweep()), 'CLOSED HIGH'],
  ])('marks escalations, updates and closings', (notification, expected) => {
    expect(renderSubject(notification)).toBe(
      `[RegionSweep] ${expected}: user/ci/deploy-bot @111122223333, DescribeInstances in 17 regions`,
    );
  });

  it('fits for the largest finding', () => {
    expect(renderSubject(opened(largestSweep()))).toMatch(/^[\x20-\x7e]{1,99}$/);
  });
});
