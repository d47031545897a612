import type { Finding } from '../../src/detection/finding';
import { renderAsff } from '../../src/notification/asff/render-asff';
import { OCSF_VERSION, renderOcsf } from '../../src/notification/ocsf/render-ocsf';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
} from '../support/findings';
import { forged } from '../support/forged-finding';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { everyKind } from '../support/notifications';
import { asffProblems, ocsfCheck, type RecordCheck } from './formats/official';
import { noteFigure } from './support/figures';

const HEADING = 'Findings in formats of others, held against the official schemas';
const productArn = 'arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default';

const FINDINGS: readonly Finding[] = [
  longTermKeySweep(),
  consoleClick(),
  cappedRoleSweep(),
  largestSweep(),
  findingOf({ userIdentity: {}, fields: { recipientAccountId: 'x' } }),
  findingOf({ fields: { sourceIPAddress: '2001:db8::1' } }),
  ...HOSTILE_TEXTS.flatMap(([, text]) => [
    hostileSweep(text),
    hostileSweep(text, 'role'),
    forged(longTermKeySweep(), () => text),
  ]),
];
const NOTIFICATIONS = FINDINGS.flatMap(everyKind);

describe.each([OCSF_VERSION, '1.7.0', '1.8.0'])('OCSF %s', (version) => {
  let check: RecordCheck;
  beforeAll(async () => {
    check = await ocsfCheck(version);
  });

  it('takes every notification as a Detection Finding', () => {
    const problems = NOTIFICATIONS.flatMap((one) =>
      check(renderOcsf(one, { region: 'eu-central-1' })),
    );

    noteFigure(
      HEADING,
      `OCSF ${version}: ${NOTIFICATIONS.length} records, ${problems.length} problems`,
    );
    expect(problems).toEqual([]);
  });

  it.each<[string, object]>([
    ['an attribute that it does not have', { principal: 'x' }],
    ['an activity that there is not', { activity_id: 17 }],
    ['no finding', { finding_info: undefined }],
    ['an address that is none', { evidences: [{ src_endpoint: { ip: 'AWS Internal' } }] }],
  ])('refuses %s', (_, change) => {
    const [notification] = everyKind(longTermKeySweep()).map((one) => renderOcsf(one));

    expect(check({ ...notification, ...change })).not.toEqual([]);
  });
});

describe('ASFF', () => {
  it('is what BatchImportFindings takes', async () => {
    const problems = await asffProblems(
      NOTIFICATIONS.map((one) => renderAsff(one, { productArn })),
    );

    noteFigure(HEADING, `ASFF: ${NOTIFICATIONS.length} records, ${problems.length} problems`);
    expect(problems).toEqual([]);
  });

  it.each<[string, object]>([
    ['a field that it does not have', { Principal: 'x' }],
    ['a label that there is not', { Severity: { Label: 'SEVERE' } }],
    ['a blank title', { Title: ' ' }],
    ['no resources', { Resources: undefined }],
  ])('is not with %s', async (_, change) => {
    const [notification] = everyKind(longTermKeySweep());
    if (notification === undefined) {
      throw new Error('There is no notification to change.');
    }

    expect(
      await asffProblems([{ ...renderAsff(notification, { productArn }), ...change }]),
    ).not.toEqual([]);
  });
});
