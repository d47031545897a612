import * as fc from 'fast-check';
import type { Finding } from '../../../src/detection/finding';
import type { Notification } from '../../../src/detection/notification';
import { ASFF_LIMITS } from '../../../src/notification/asff/limits';
import { defaultProductArn, renderAsff } from '../../../src/notification/asff/render-asff';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../../support/findings';
import { forged } from '../../support/forged-finding';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';
import { minerChain } from '../../support/incident-chains';
import { incidentOf } from '../../support/incidents';
import { closed, escalated, everyKind, opened, updated } from '../../support/notifications';
import { expectHarmlessRecord } from '../../support/safe-record';
import { attackChain, hostileLines } from '../../support/watched-lines';

const productArn = 'arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default';
const render = (notification: Notification) => renderAsff(notification, { productArn });

/** Expects what Security Hub documents and its model does not hold. */
function expectWithinLimits(asff: ReturnType<typeof renderAsff>): void {
  const fields = Object.entries(asff.ProductFields);
  const longest = (texts: readonly string[]): number =>
    Math.max(...texts.map(({ length }) => length));

  expect(asff.Id.length).toBeLessThanOrEqual(ASFF_LIMITS.id);
  expect(asff.GeneratorId.length).toBeLessThanOrEqual(ASFF_LIMITS.generatorId);
  expect(asff.Title.length).toBeLessThanOrEqual(ASFF_LIMITS.title);
  expect(asff.Description.length).toBeLessThanOrEqual(ASFF_LIMITS.description);
  expect(asff.Remediation.Recommendation.Text.length).toBeLessThanOrEqual(
    ASFF_LIMITS.recommendation,
  );
  expect(asff.Severity.Original.length).toBeLessThanOrEqual(ASFF_LIMITS.severityOriginal);
  expect(asff.Resources.length).toBeGreaterThan(0);
  expect(asff.Resources.length).toBeLessThanOrEqual(ASFF_LIMITS.resources);
  expect(longest(asff.Resources.map(({ Id }) => Id))).toBeLessThanOrEqual(ASFF_LIMITS.resourceId);
  expect(fields.length).toBeLessThanOrEqual(ASFF_LIMITS.productFields);
  expect(longest(fields.map(([name]) => name))).toBeLessThanOrEqual(ASFF_LIMITS.productFieldName);
  expect(longest(fields.map(([, value]) => value))).toBeLessThanOrEqual(
    ASFF_LIMITS.productFieldValue,
  );
  expect(Buffer.byteLength(JSON.stringify(asff))).toBeLessThan(ASFF_LIMITS.findingBytes);
}

/** That the official model takes it is held by `test/e2e/formats.e2e.ts`. */
describe('renderAsff', () => {
  it('has the severity, reasons and steps that watched calls give', () => {
    const asff = render(escalated(minerChain(), 'high'));

    expectWithinLimits(asff);
    expect(asff).toMatchObject({
      Severity: { Label: 'CRITICAL', Original: '100' },
      Title: 'ESCALATED TO CRITICAL: user/ci/deploy-bot @111122223333, RunInstances after a sweep',
      Description: expect.stringContaining(' +80: RunInstances 6 min after the sweep: 2 calls'),
      ProductFields: {
        'regionsweep/Score': '100',
        'regionsweep/Reason/1': expect.stringMatching(/^\+80: RunInstances/),
      },
    });
    expect(asff.Remediation.Recommendation.Text).toContain('Terminate what the caller launched');
  });

  it.each([
    ['informational', 'INFORMATIONAL'],
    ['low', 'LOW'],
    ['medium', 'MEDIUM'],
    ['high', 'HIGH'],
    ['critical', 'CRITICAL'],
  ] as const)('has %s as %s, for the customer and for the provider', (severity, Label) => {
    const asff = render(opened({ ...longTermKeySweep(), severity }));

    expect(asff.Severity).toEqual({ Label, Original: '67' });
    expect(asff.FindingProviderFields.Severity).toEqual(asff.Severity);
  });

  it('is imported by the account of the product, with the offender as a resource', () => {
    const asff = render(opened(longTermKeySweep()));

    expect(asff.AwsAccountId).toBe('999988887777');
    expect(asff.Resources.map(({ Type, Id }) => [Type, Id])).toEqual([
      ['AwsAccount', 'AWS::::Account:111122223333'],
      ['AwsIamUser', 'arn:aws:iam::111122223333:user/ci/deploy-bot'],
      ['AwsIamAccessKey', 'AWS::IAM::AccessKey:AKIAIOSFODNN7EXAMPLE'],
    ]);
    expect(asff.Resources[2]).toEqual({
      Type: 'AwsIamAccessKey',
      Id: 'AWS::IAM::AccessKey:AKIAIOSFODNN7EXAMPLE',
      Partition: 'aws',
      Details: {
        AwsIamAccessKey: {
          AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          AccountId: '111122223333',
          PrincipalName: 'arn:aws:iam::111122223333:user/ci/deploy-bot',
          PrincipalType: 'IAMUser',
        },
      },
    });
  });

  it('has the role of a session as a resource, and the session in a field', () => {
    const asff = render(opened(findingOf({ userIdentity: roleSession('jane@example.com') })));

    expect(asff.Resources[1]).toEqual({
      Type: 'AwsIamRole',
      Id: 'arn:aws:iam::111122223333:role/Admin',
      Partition: 'aws',
      Details: { AwsIamRole: { RoleName: 'Admin', Path: '/' } },
    });
    expect(asff.ProductFields['regionsweep/SessionName']).toBe('jane@example.com');
  });

  it('lists the accounts of several', () => {
    const finding = findingOf({
      fields: (index) => ({ recipientAccountId: `22223333444${index % 2}` }),
    });
    const { Resources } = render(opened(finding));

    expect(Resources.filter(({ Type }) => Type === 'AwsAccount').map(({ Id }) => Id)).toEqual([
      'AWS::::Account:111122223333',
      'AWS::::Account:222233334440',
      'AWS::::Account:222233334441',
    ]);
  });

  it('has one resource even where nothing is known of the caller', () => {
    const finding = findingOf({ userIdentity: {}, fields: { recipientAccountId: 'x' } });

    expect(render(opened(finding)).Resources).toEqual([
      { Type: 'Other', Id: 'unknown principal', Partition: 'aws' },
    ]);
  });

  it('is one finding for each incident, which later notifications change but do not reset', () => {
    const incident = incidentOf([longTermKeySweep(), consoleClick()]);
    const [first, ...later] = [
      opened(incident),
      updated(incident),
      escalated(incident),
      closed(incident),
      { ...opened(incident), from: 'low' } as const,
    ].map(render);

    expect(new Set([first, ...later].map((asff) => asff?.Id))).toEqual(new Set([incident.id]));
    expect(first?.Workflow).toEqual({ Status: 'NEW' });
    for (const asff of later) {
      expect(asff).not.toHaveProperty('Workflow');
      expect(asff.RecordState).toBe('ACTIVE');
    }
  });

  it('has the lead finding and counts of the whole incident in its fields', () => {
    const follows = 'incident-20260313T092630Z-0123456789abcdef';
    const incident = incidentOf([longTermKeySweep(), consoleClick()], {
      state: { follows },
      watched: attackChain(),
    });

    expect(render(opened(incident)).ProductFields).toMatchObject({
      'regionsweep/IncidentId': incident.id,
      'regionsweep/Identity': 'arn:aws:iam::111122223333:user/ci/deploy-bot',
      'regionsweep/Follows': follows,
      'regionsweep/Sweeps': '2',
      'regionsweep/Actors': '1',
      'regionsweep/WatchedCalls':
        'ConsoleLogin (1), RunInstances (12), CreateAccessKey (1), StopLogging (1)',
      'regionsweep/FindingId': longTermKeySweep().id,
    });
  });

  it('has the time of the update that it is given', () => {
    const updatedAt = '2026-03-14T10:00:00.000Z';

    expect(renderAsff(closed(consoleClick()), { productArn, updatedAt })).toMatchObject({
      CreatedAt: consoleClick().detectedAt,
      UpdatedAt: updatedAt,
    });
    expect(render(opened(consoleClick())).UpdatedAt).toBe(consoleClick().detectedAt);
  });

  it.each([
    ['198.51.100.7', { CallerType: 'remoteIp', RemoteIpDetails: { IpAddressV4: '198.51.100.7' } }],
    [
      'config.amazonaws.com',
      { CallerType: 'domain', DomainDetails: { Domain: 'config.amazonaws.com' } },
    ],
  ])('has the caller at %s in the action', (sourceIPAddress, caller) => {
    const { Action } = render(opened(findingOf({ fields: { sourceIPAddress } })));

    expect(Action.AwsApiCallAction).toMatchObject({
      Api: 'DescribeInstances',
      ServiceName: 'ec2.amazonaws.com',
      ...caller,
    });
  });

  it('keeps an IPv6 source IP in a product field only', () => {
    const asff = render(opened(findingOf({ fields: { sourceIPAddress: '2001:db8::1' } })));

    expect(asff.Action.AwsApiCallAction).not.toHaveProperty('CallerType');
    expect(asff.ProductFields['regionsweep/sourceIps']).toBe('2001:db8::1');
  });

  it('has the reasons in order of weight', () => {
    const finding = longTermKeySweep();
    const { ProductFields, Description } = render(opened(finding));

    finding.reasons.forEach(({ sentence }, index) => {
      expect(ProductFields[`regionsweep/Reason/${index + 1}`]).toContain(sentence);
    });
    expect(Description).toContain(finding.reasons[0]?.sentence);
  });

  it('counts what it leaves out of a list', () => {
    const { ProductFields } = render(opened(largestSweep()));

    expect(ProductFields['regionsweep/regions']).toMatch(/ and \d+ or more others$/);
  });

  it.each([
    ['an ordinary one', longTermKeySweep()],
    ['a click', consoleClick()],
    ['a capped one', cappedRoleSweep()],
    ['the largest', largestSweep()],
    [
      'the largest with the longest timeline',
      incidentOf(largestSweep(), { watched: hostileLines('"\\\\'.repeat(200)) }),
    ],
    [
      'nameless',
      findingOf({ userIdentity: { principalId: 'x' }, fields: { sourceIPAddress: null } }),
    ],
  ])('keeps to every limit: %s', (_, finding) => {
    for (const notification of everyKind(finding)) {
      expectWithinLimits(render(notification));
    }
  });

  it.each([
    '',
    'arn:aws:securityhub:eu-central-1:999988887777:product/111122223333/default',
    'arn:aws:securityhub:eu-central-1::product/aws/guardduty',
    'arn:aws:sns:eu-central-1:999988887777:topic',
  ])('refuses %j, which is no default product', (arn) => {
    expect(() => renderAsff(opened(consoleClick()), { productArn: arn })).toThrow(
      'Use one such as arn:aws:securityhub:',
    );
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'])('accepts the default product of %s', (partition) => {
    const arn = defaultProductArn({ partition, region: 'eu-west-1', accountId: '999988887777' });

    expect(renderAsff(opened(consoleClick()), { productArn: arn }).AwsAccountId).toBe(
      '999988887777',
    );
  });
});

describe('hostile text in ASFF', () => {
  const paths = {
    forPeople: ['.Title', '.Description', '.Remediation.Recommendation.Text'],
    ofLines: [],
  };
  const expectSafe = (finding: Finding, text = 'x'): void => {
    for (const notification of everyKind(incidentOf(finding, { watched: hostileLines(text, 5) }))) {
      const asff = render(notification);
      expectHarmlessRecord(asff, paths);
      expectWithinLimits(asff);
    }
  };

  it.each(HOSTILE_TEXTS)('is harmless: %s', (_, text) => {
    expectSafe(hostileSweep(text), text);
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
