import * as fc from 'fast-check';
import type { Finding } from '../../../src/detection/finding';
import type { Notification } from '../../../src/detection/notification';
import { OCSF_VERSION, renderOcsf } from '../../../src/notification/ocsf/render-ocsf';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  IAM_USER,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../../support/findings';
import { forged } from '../../support/forged-finding';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';
import { closed, escalated, everyKind, opened } from '../../support/notifications';
import { expectHarmlessRecord } from '../../support/safe-record';

/** That the official schema takes it is held by `test/e2e/formats.e2e.ts`. */
describe('renderOcsf', () => {
  it.each<[Notification['kind'], Notification, object]>([
    [
      'opened',
      opened(longTermKeySweep()),
      { activity_id: 1, activity_name: 'Create', type_uid: 200401 },
    ],
    [
      'escalated',
      escalated(longTermKeySweep()),
      { activity_id: 2, activity_name: 'Update', type_uid: 200402 },
    ],
    [
      'closed',
      closed(longTermKeySweep()),
      { activity_id: 3, activity_name: 'Close', type_uid: 200403 },
    ],
  ])('has an activity for %s', (_, notification, activity) => {
    expect(renderOcsf(notification)).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      ...activity,
    });
  });

  it('has type = class * 100 + activity, as OCSF wants it', () => {
    for (const notification of everyKind(consoleClick())) {
      const { class_uid, activity_id, type_uid, activity_name, type_name } =
        renderOcsf(notification);

      expect(type_uid).toBe(class_uid * 100 + activity_id);
      expect(type_name).toBe(`Detection Finding: ${activity_name}`);
    }
  });

  it('stays the same finding, in whatever kind of notification', () => {
    const ids = everyKind(longTermKeySweep()).map((one) => renderOcsf(one).finding_info.uid);

    expect(new Set(ids)).toEqual(new Set([longTermKeySweep().id]));
  });

  it.each([
    ['informational', 1, false],
    ['low', 2, true],
    ['medium', 3, true],
    ['high', 4, true],
    ['critical', 5, true],
  ] as const)('has %s as %d', (severity, severity_id, is_alert) => {
    expect(renderOcsf(opened({ ...longTermKeySweep(), severity }))).toMatchObject({
      severity_id,
      is_alert,
    });
  });

  it('is no alert when the sweep is over, and leaves the judgement to people', () => {
    expect(renderOcsf(closed(longTermKeySweep()))).toMatchObject({
      is_alert: false,
      status_id: 1,
      status_detail: 'The sweep is over.',
    });
  });

  it('has class, times, severity and place', () => {
    const finding = longTermKeySweep();

    expect(renderOcsf(opened(finding), { region: 'eu-central-1' })).toMatchObject({
      time: Date.UTC(2026, 2, 14, 9, 27, 27, 250),
      start_time: Date.UTC(2026, 2, 14, 9, 26, 40),
      end_time: Date.UTC(2026, 2, 14, 9, 27, 12),
      duration: 32_000,
      count: 17,
      risk_score: 67,
      metadata: { version: OCSF_VERSION, profiles: ['cloud'], correlation_uid: finding.id },
      cloud: {
        provider: 'AWS',
        account: { uid: '111122223333', type_id: 10 },
        cloud_partition: 'aws',
        region: 'eu-central-1',
      },
      finding_info: {
        analytic: { uid: 'describe-instances', type_id: 1 },
        attacks: [{ tactic: { uid: 'TA0007' }, technique: { uid: 'T1580' } }],
        first_seen_time: Date.UTC(2026, 2, 14, 9, 26, 40),
        last_seen_time: Date.UTC(2026, 2, 14, 9, 27, 12),
        related_events_count: 17,
      },
      unmapped: { regions: finding.evidence.regions, reasons: finding.reasons },
    });
  });

  it('names the finding that it repeats, if any', () => {
    const repeatOf = 'describe-instances-20260314T091500Z-ad2c3f3a0116818a';

    expect(renderOcsf(opened({ ...longTermKeySweep(), repeatOf })).unmapped).toMatchObject({
      repeat_of: repeatOf,
    });
    expect(renderOcsf(opened(longTermKeySweep())).unmapped).not.toHaveProperty('repeat_of');
  });

  it('has every technique of the rule', () => {
    const { attacks } = renderOcsf(opened(cappedRoleSweep())).finding_info;

    expect(attacks.map(({ technique }) => technique.uid)).toEqual(['T1526', 'T1580']);
  });

  it('has an evidence for each source IP, with caller and call', () => {
    const { evidences } = renderOcsf(opened(longTermKeySweep()));

    expect(evidences).toEqual(
      ['198.51.100.7', '203.0.113.77'].map((ip) => ({
        actor: {
          user: {
            uid: 'arn:aws:iam::111122223333:user/ci/deploy-bot',
            type: 'User',
            type_id: 1,
            account: { uid: '111122223333', type: 'AWS Account', type_id: 10 },
          },
          session: { credential_uid: 'AKIAIOSFODNN7EXAMPLE' },
        },
        api: { operation: 'DescribeInstances', service: { name: 'ec2.amazonaws.com' } },
        src_endpoint: { ip },
      })),
    );
  });

  it.each([
    ['2001:db8::1', { ip: '2001:db8::1' }],
    ['AWS Internal', { svc_name: 'AWS Internal' }],
    ['config.amazonaws.com', { svc_name: 'config.amazonaws.com' }],
    ['fe80::1%evil', { svc_name: 'fe80::1%evil' }],
    ['1.2.3.4.5', { svc_name: '1.2.3.4.5' }],
  ])('recognizes %s', (sourceIPAddress, src_endpoint) => {
    const { evidences } = renderOcsf(opened(findingOf({ fields: { sourceIPAddress } })));

    expect(evidences).toEqual([expect.objectContaining({ src_endpoint })]);
  });

  it('keeps session, role and key of a session apart', () => {
    const { evidences, resources } = renderOcsf(
      opened(findingOf({ userIdentity: roleSession('jane@example.com') })),
    );

    expect(evidences[0]?.actor).toMatchObject({
      user: { type: 'AssumedRole', type_id: 99 },
      session: {
        uid: 'jane@example.com',
        issuer: 'arn:aws:iam::111122223333:role/Admin',
        credential_uid: 'ASIAIOSFODNN7EXAMPLE',
      },
    });
    expect(resources.map(({ type, uid }) => [type, uid])).toEqual([
      ['AWS::::Account', '111122223333'],
      ['AWS::IAM::Role', 'arn:aws:iam::111122223333:role/Admin'],
      ['AWS::STS::AssumedRole', 'arn:aws:sts::111122223333:assumed-role/Admin/jane@example.com'],
      ['AWS::IAM::AccessKey', 'ASIAIOSFODNN7EXAMPLE'],
    ]);
  });

  it('names the partition of the caller', () => {
    const arn = 'arn:aws-cn:iam::111122223333:user/jane';

    expect(
      renderOcsf(opened(findingOf({ userIdentity: { ...IAM_USER, arn } }))).cloud,
    ).toMatchObject({
      cloud_partition: 'aws-cn',
    });
  });

  it('has one resource even where nothing is known of the caller', () => {
    const finding = findingOf({ userIdentity: {}, fields: { recipientAccountId: 'x' } });

    expect(renderOcsf(opened(finding)).resources).toEqual([
      expect.objectContaining({ uid: 'unknown', type: 'AWS::::Account' }),
    ]);
  });

  it('stays below 64 KiB for the largest finding', () => {
    const size = Buffer.byteLength(JSON.stringify(renderOcsf(closed(largestSweep()))));

    expect(size).toBeLessThan(64 * 1024);
  });
});

describe('hostile text in OCSF', () => {
  const paths = {
    forPeople: ['.message', '.finding_info.title', '.finding_info.desc', '.remediation.desc'],
    ofLines: ['.remediation.desc'],
  };
  const expectSafe = (finding: Finding): void => {
    for (const notification of everyKind(finding)) {
      expectHarmlessRecord(renderOcsf(notification), paths);
    }
  };

  it.each(HOSTILE_TEXTS)('is harmless: %s', (_, text) => {
    expectSafe(hostileSweep(text));
    expectSafe(hostileSweep(text, 'role'));
    expectSafe(forged(longTermKeySweep(), () => text));
  });

  it('is harmless, whatever it is', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.string({ unit: 'binary' })), (texts) => {
        expectSafe(forged(longTermKeySweep(), () => texts.next().value));
      }),
      { numRuns: 60 },
    );
  });
});
