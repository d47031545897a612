import { renderOcsf } from '../../../src/notification/ocsf/render-ocsf';
import { renderOcsfIncident } from '../../../src/notification/ocsf/render-ocsf-incident';
import {
  cappedRoleSweep,
  consoleClick,
  hostileSweep,
  longTermKeySweep,
} from '../../support/findings';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';
import { minerChain } from '../../support/incident-chains';
import { incidentOf } from '../../support/incidents';
import { expectHarmlessRecord } from '../../support/safe-record';
import { attackChain, hostileLines } from '../../support/watched-lines';

const chain = incidentOf([longTermKeySweep(), consoleClick()], { watched: attackChain() });

/** `test/e2e/formats.e2e.ts` validates records against the official schema. */
describe('renderOcsfIncident', () => {
  it('is an Incident Finding over the Detection Findings of its sweeps', () => {
    const record = renderOcsfIncident(chain, { region: 'eu-central-1' });

    expect(record).toMatchObject({
      class_uid: 2005,
      type_uid: 200501,
      type_name: 'Incident Finding: Create',
      status_id: 1,
      severity_id: 4,
      count: 2,
      desc: '2 sweeps, 17 calls, 17 regions, 1 account, 15 watched calls.',
      metadata: { uid: chain.id, correlation_uid: chain.id },
      cloud: { account: { uid: '111122223333' }, region: 'eu-central-1' },
    });
    expect(record.finding_info_list).toEqual(
      chain.findings.map((finding) => renderOcsf(finding).finding_info),
    );
  });

  it('has the severity, score and reasons that watched calls give', () => {
    const record = renderOcsfIncident(minerChain());

    expect(record).toMatchObject({ severity_id: 5, unmapped: { risk_score: 100 } });
    expect(record.message).toMatch(/, then RunInstances, [\w ,]+\.$/);
    expect(record.unmapped.reasons[0]).toMatchObject({ id: 'watched-compute', points: 80 });
  });

  it('closes when the incident is over', () => {
    const record = renderOcsfIncident(incidentOf(longTermKeySweep(), { status: 'closed' }));

    expect(record).toMatchObject({
      type_uid: 200503,
      status_id: 1,
      status_detail: 'The incident is over.',
    });
  });

  it('lists each technique once', () => {
    const { attacks } = renderOcsfIncident(incidentOf([cappedRoleSweep(), longTermKeySweep()]));

    expect(attacks.map(({ technique }) => technique.uid)).toEqual(['T1580', 'T1526']);
  });

  it('has identity, timeline and links to other incidents, for which OCSF has no attribute', () => {
    const follows = 'incident-20260313T092630Z-0123456789abcdef';
    const state = { follows, mergedInto: follows };
    const { unmapped } = renderOcsfIncident(
      incidentOf(longTermKeySweep(), { state, watched: attackChain(), isOngoing: true }),
    );

    expect(unmapped).toMatchObject({
      identity: { kind: 'user', key: 'arn:aws:iam::111122223333:user/ci/deploy-bot' },
      follows,
      merged_into: follows,
      is_ongoing: true,
    });
    expect(unmapped.timeline.map((line) => line['eventName'] ?? line['ruleId'])).toEqual([
      'ConsoleLogin',
      'describe-instances',
      'RunInstances',
      'CreateAccessKey',
      'StopLogging',
    ]);
  });

  it.each(HOSTILE_TEXTS)('lets no text of a caller do harm: %s', (_, text) => {
    const incident = incidentOf(hostileSweep(text), { watched: hostileLines(text, 5) });

    expectHarmlessRecord(renderOcsfIncident(incident), {
      forPeople: ['.message', '.desc', '.finding_info_list.0.title', '.finding_info_list.0.desc'],
      ofLines: [],
    });
  });
});
