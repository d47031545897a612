import * as fc from 'fast-check';
import type { Finding } from '../../../src/detection/finding';
import { OCSF_VERSION } from '../../../src/notification/ocsf/finding-info';
import { renderOcsf } from '../../../src/notification/ocsf/render-ocsf';
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
import { expectHarmlessRecord } from '../../support/safe-record';

/** That the official schema takes it is held by `test/e2e/formats.e2e.ts`. */
describe('renderOcsf', () => {
  it('is a new Detection Finding, with type = class * 100 + activity', () => {
    expect(renderOcsf(consoleClick())).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      activity_id: 1,
      type_uid: 200401,
      type_name: 'Detection Finding: Create',
      status_id: 1,
    });
  });

  it('has the ID of the finding, and correlates by its incident', () => {
    const { id, incidentId } = longTermKeySweep();

    expect(renderOcsf(longTermKeySweep())).toMatchObject({
      finding_info: { uid: id },
      metadata: { correlation_uid: incidentId },
    });
  });

  it.each([
    ['informational', 1, false],
    ['low', 2, true],
    ['medium', 3, true],
    ['high', 4, true],
    ['critical', 5, true],
  ] as const)('has %s as %d', (severity, severity_id, is_alert) => {
    expect(renderOcsf({ ...longTermKeySweep(), severity })).toMatchObject({
      severity_id,
      is_alert,
    });
  });

  it('has class, times, severity and place', () => {
    const finding = longTermKeySweep();

    expect(renderOcsf(finding, { region: 'eu-central-1' })).toMatchObject({
      time: Date.UTC(2026, 2, 14, 9, 27, 27, 250),
      start_time: Date.UTC(2026, 2, 14, 9, 26, 40),
      end_time: Date.UTC(2026, 2, 14, 9, 27, 12),
      duration: 32_000,
      count: 17,
      risk_score: 67,
      metadata: { version: OCSF_VERSION, profiles: ['cloud'] },
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

  it('has every technique of the rule', () => {
    const { attacks } = renderOcsf(cappedRoleSweep()).finding_info;

    expect(attacks.map(({ technique }) => technique.uid)).toEqual(['T1526', 'T1580']);
  });

  it('has an evidence for each source IP, with caller and call', () => {
    const { evidences } = renderOcsf(longTermKeySweep());

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
    const { evidences } = renderOcsf(findingOf({ fields: { sourceIPAddress } }));

    expect(evidences).toEqual([expect.objectContaining({ src_endpoint })]);
  });

  it('keeps session, role and key of a session apart', () => {
    const { evidences, resources } = renderOcsf(
      findingOf({ userIdentity: roleSession('jane@example.com') }),
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

    expect(renderOcsf(findingOf({ userIdentity: { ...IAM_USER, arn } })).cloud).toMatchObject({
      cloud_partition: 'aws-cn',
    });
  });

  it('has one resource even where nothing is known of the caller', () => {
    const finding = findingOf({ userIdentity: {}, fields: { recipientAccountId: 'x' } });

    expect(renderOcsf(finding).resources).toEqual([
      expect.objectContaining({ uid: 'unknown', type: 'AWS::::Account' }),
    ]);
  });

  it('stays below 64 KiB for the largest finding', () => {
    const size = Buffer.byteLength(JSON.stringify(renderOcsf(largestSweep())));

    expect(size).toBeLessThan(64 * 1024);
  });
});

describe('hostile text in OCSF', () => {
  const paths = {
    forPeople: ['.message', '.finding_info.title', '.finding_info.desc', '.remediation.desc'],
    ofLines: ['.remediation.desc'],
  };
  const expectSafe = (finding: Finding): void => {
    expectHarmlessRecord(renderOcsf(finding), paths);
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
