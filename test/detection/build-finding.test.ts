import { buildFinding, type FindingParts } from '../../src/detection/build-finding';
import type { Finding } from '../../src/detection/finding';
import type { Caller, TrackedCall } from '../../src/detection/model';
import { ruleById } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { ALICE_ARN, DEFAULT_SETTINGS, uuid } from '../support/calls';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const ROLE_ARN = 'arn:aws:iam::111122223333:role/Admin';
const SESSION_ARN = 'arn:aws:sts::111122223333:assumed-role/Admin';

function parts(callers: readonly (Caller | undefined)[]): FindingParts {
  return {
    thresholds: { ...DEFAULT_SETTINGS, minRegions: 2, minCalls: 3 },
    sweep: {
      id: 'finding-id',
      ruleId: 'get-service-quota',
      principal: { kind: 'role', key: `role:${ROLE_ARN}` },
      windowSeconds: 30,
      start: NOON,
      end: NOON + 47,
      openedAt: (NOON + 90) * 1000 + 250,
      incidentId: 'incident-id',
    },
    calls: callers.map((caller, index): TrackedCall => {
      const call = { eventId: uuid(index + 1), second: NOON + index, region: `region-${index}` };
      return caller === undefined ? call : { ...call, caller };
    }),
    completeness: { isSaturated: false },
    severity: DEFAULT_SEVERITY,
  };
}

function describedBy(...callers: readonly (Caller | undefined)[]): Finding['principal'] {
  return buildFinding(parts(callers)).principal;
}

const session = (name: string): Caller => ({
  type: 'AssumedRole',
  arn: `${SESSION_ARN}/${name}`,
  accountId: '111122223333',
  roleArn: ROLE_ARN,
});

describe('buildFinding', () => {
  it('describes the rule, the sweep, the thresholds and the calls', () => {
    const finding = buildFinding(parts([session('one'), session('one')]));

    expect(finding).toEqual({
      schemaVersion: '2.0',
      id: 'finding-id',
      incidentId: 'incident-id',
      status: 'open',
      rule: {
        id: 'get-service-quota',
        name: expect.any(String),
        severity: 'low',
        riskScore: 21,
        description: expect.any(String),
        references: expect.any(Array),
        attack: expect.any(Array),
        elasticRuleId: '19be0164-63d2-11ef-8e38-f661ea17fbce',
      },
      window: {
        start: '2026-03-01T12:00:00Z',
        end: '2026-03-01T12:00:47Z',
        seconds: 30,
        windowing: 'sliding',
      },
      principal: {
        key: `role:${ROLE_ARN}`,
        kind: 'role',
        arn: `${SESSION_ARN}/one`,
        type: 'AssumedRole',
        accountId: '111122223333',
        roleArn: ROLE_ARN,
        sessionName: 'one',
      },
      thresholds: { minRegions: 2, minCalls: 3 },
      evidence: expect.objectContaining({ callCount: 2, atLeast: false }),
      score: 40,
      severity: 'medium',
      reasons: [
        {
          id: 'get-service-quota',
          sentence: 'GetServiceQuota in 2 regions.',
          points: 40,
          values: { regions: 2 },
        },
      ],
      detectedAt: '2026-03-01T12:01:30.250Z',
    });
  });

  it('has everything of the rule but how it matches', () => {
    const { match, matchUnder, probe, ...notified } = ruleById('get-service-quota');

    const { rule } = buildFinding(parts([session('one')]));

    expect([match, matchUnder]).toEqual([expect.any(Object), expect.any(Function)]);
    expect(rule).toEqual(notified);
  });

  it('names the calls in the order of the rule, unless all are its first', () => {
    const other = 'GetAWSDefaultServiceQuota';
    const fallback = { ...session('one'), eventName: other };
    const eventNamesOf = (...callers: (Caller | undefined)[]) =>
      buildFinding(parts(callers)).evidence.eventNames;

    expect(eventNamesOf(session('one'), session('two'))).toBeUndefined();
    expect(eventNamesOf(fallback, session('one'))).toEqual(['GetServiceQuota', other]);
    expect(eventNamesOf(fallback, undefined)).toEqual([other]);
    expect(eventNamesOf(undefined)).toBeUndefined();
  });

  it('marks counts as lower bounds where calls were dropped', () => {
    const { evidence } = buildFinding({
      ...parts([session('one')]),
      completeness: { isSaturated: true },
    });

    expect(evidence.atLeast).toBe(true);
  });

  it('leaves out the ARN and the session name on which sessions differ', () => {
    expect(describedBy(session('one'), session('two'))).toStrictEqual({
      key: `role:${ROLE_ARN}`,
      kind: 'role',
      type: 'AssumedRole',
      accountId: '111122223333',
      roleArn: ROLE_ARN,
    });
  });

  it('leaves out what only some calls have', () => {
    const { accountId, ...nameless } = session('one');

    expect(describedBy(session('one'), nameless)).not.toHaveProperty('accountId', accountId);
  });

  it('takes the type of the first caller where types differ', () => {
    expect(describedBy({ type: 'AssumedRole' }, { type: 'FederatedUser' }).type).toBe(
      'AssumedRole',
    );
  });

  it('has only the key where no caller was kept', () => {
    expect(describedBy(undefined, undefined)).toStrictEqual({
      key: `role:${ROLE_ARN}`,
      kind: 'role',
      type: 'Unknown',
    });
  });

  it('passes over calls without a caller', () => {
    expect(describedBy(undefined, session('one')).sessionName).toBe('one');
  });

  it('passes over callers outside the sweep', () => {
    const { sweep, ...others } = parts([session('one'), session('two')]);

    const { principal } = buildFinding({ ...others, sweep: { ...sweep, end: NOON + 1 } });

    expect(principal.sessionName).toBe('one');
  });

  it.each([
    ['a session', `${SESSION_ARN}/build-7`, 'build-7'],
    ['a session in another partition', 'arn:aws-cn:sts::1:assumed-role/Admin/build-7', 'build-7'],
    ['a session name with slashes', `${SESSION_ARN}/a/b`, 'a/b'],
    ['a session name of other letters', `${SESSION_ARN}/größe😀`, 'größe😀'],
    ['an empty session name', `${SESSION_ARN}/`, undefined],
    ['a role without a session', SESSION_ARN, undefined],
    ['a user', ALICE_ARN, undefined],
    ['a user called like a session', 'arn:aws:iam::1:user/assumed-role/Admin/x', undefined],
    ['no ARN at all', 'assumed-role/Admin/x', undefined],
    ['a text around an ARN', `x ${SESSION_ARN}/x`, undefined],
  ])('reads the session name of %s', (_case, arn, expected) => {
    expect(describedBy({ type: 'AssumedRole', arn }).sessionName).toBe(expected);
  });
});
