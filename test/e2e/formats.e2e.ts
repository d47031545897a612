import type { Finding } from '../../src/detection/finding';
import { renderAsff } from '../../src/notification/asff/render-asff';
import { OCSF_VERSION } from '../../src/notification/ocsf/finding-info';
import { renderOcsf } from '../../src/notification/ocsf/render-ocsf';
import { renderOcsfIncident } from '../../src/notification/ocsf/render-ocsf-incident';
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
import { incidentOf } from '../support/incidents';
import { everyKind } from '../support/notifications';
import { attackChain, hostileLines } from '../support/watched-lines';
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
const INCIDENTS = [
  ...FINDINGS.map((finding) => incidentOf(finding)),
  incidentOf([longTermKeySweep(), consoleClick()], {
    state: {
      follows: 'incident-20260313T092630Z-0123456789abcdef',
      mergedInto: 'incident-20260313T092630Z-0123456789abcdef',
    },
    watched: attackChain(),
    status: 'closed',
    isOngoing: true,
  }),
  ...HOSTILE_TEXTS.map(([, text]) =>
    incidentOf(hostileSweep(text), { watched: hostileLines(text, 5) }),
  ),
];
const NOTIFICATIONS = INCIDENTS.flatMap(everyKind);

describe.each([OCSF_VERSION, '1.7.0', '1.8.0'])('OCSF %s', (version) => {
  let check: RecordCheck;
  let checkIncident: RecordCheck;
  beforeAll(async () => {
    check = await ocsfCheck(version, 'detection_finding');
    checkIncident = await ocsfCheck(version, 'incident_finding');
  });

  it('takes every finding as a Detection Finding', () => {
    const problems = FINDINGS.flatMap((one) => check(renderOcsf(one, { region: 'eu-central-1' })));

    noteFigure(
      HEADING,
      `OCSF ${version}: ${FINDINGS.length} findings, ${problems.length} problems`,
    );
    expect(problems).toEqual([]);
  });

  it('takes every incident as an Incident Finding', () => {
    const problems = INCIDENTS.flatMap((one) =>
      checkIncident(renderOcsfIncident(one, { region: 'eu-central-1' })),
    );

    noteFigure(
      HEADING,
      `OCSF ${version}: ${INCIDENTS.length} incidents, ${problems.length} problems`,
    );
    expect(problems).toEqual([]);
  });

  it.each<[string, object]>([
    ['an attribute that it does not have', { principal: 'x' }],
    ['an activity that there is not', { activity_id: 17 }],
    ['no finding', { finding_info: undefined }],
    ['an address that is none', { evidences: [{ src_endpoint: { ip: 'AWS Internal' } }] }],
  ])('refuses %s', (_, change) => {
    expect(check({ ...renderOcsf(longTermKeySweep()), ...change })).not.toEqual([]);
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
