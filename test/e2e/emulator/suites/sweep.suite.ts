import { type Incident, leadOf } from '../../../../src/detection/incident/incident';
import { renderChatNotification } from '../../../../src/notification/chat-notification';
import { renderSubject } from '../../../../src/notification/headline';
import { validateIncident } from '../../../support/finding-schema';
import { DEFAULT_REGIONS } from '../../../support/findings';
import { opened } from '../../../support/notifications';
import { noteFigure } from '../../support/figures';
import { type Deployment, HEADING } from '../deployment';
import { userArn } from '../histories';
import { SUBSCRIBERS } from '../inbox';
import { sweepBySdk } from '../sdk-client';

/** Sweeps by real clients, as the emulator's CloudTrail records them. */
export function sweepSuite(deployment: () => Deployment): void {
  describe('a sweep through 17 regions by a real client', () => {
    it.each([
      {
        client: 'the AWS SDK for JavaScript',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        userAgent: /^aws-sdk-js\//,
        sweep: (key: string) => sweepBySdk(deployment().clients, key, DEFAULT_REGIONS),
      },
      {
        client: 'boto3',
        accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
        userAgent: /^Boto3\//,
        sweep: (key: string) => deployment().scripts.sweep(key, DEFAULT_REGIONS),
      },
    ])('is notified of to every subscriber: $client', async (example) => {
      const { client, accessKeyId, userAgent, sweep } = example;
      const { scripts, carrier, inbox, log } = deployment();
      await sweep(accessKeyId);
      const records = await scripts.recordedCalls(accessKeyId, DEFAULT_REGIONS);
      expect(records.map(({ awsRegion }) => awsRegion)).toEqual(DEFAULT_REGIONS);

      const before = await log.invocations();
      await carrier.toHub(records.slice(0, 9));
      await log.waitFor(before + 9);
      expect(inbox.about(userArn(accessKeyId))).toHaveLength(0);
      const sentAt = performance.now();
      await carrier.toHub(records.slice(9, 10));
      const { sqs, http, https } = await inbox.all(userArn(accessKeyId));
      await carrier.toHub(records.slice(10));
      await log.waitFor(before + records.length);

      const incident = JSON.parse(sqs.body) as Incident;
      expect(validateIncident(incident)).toEqual([]);
      const finding = leadOf(incident);
      expect(finding).toMatchObject({
        rule: { id: 'describe-instances' },
        principal: { kind: 'arn', arn: userArn(accessKeyId), type: 'IAMUser' },
        thresholds: { minRegions: 10, minCalls: 10 },
        evidence: {
          regionCount: 10,
          regions: DEFAULT_REGIONS.slice(0, 10),
          callCount: 10,
          accessKeyIds: [accessKeyId],
          sourceIps: ['127.0.0.1'],
        },
        severity: 'medium',
      });
      expect(finding.evidence.userAgents.join('\n')).toMatch(userAgent);
      const firstTen = records.slice(0, 10).map(({ eventID }) => eventID);
      expect(new Set(finding.evidence.eventIds)).toEqual(new Set(firstTen));
      expect(JSON.parse(http.body)).toEqual(incident);
      expect(JSON.parse(https.body)).toEqual(
        renderChatNotification(opened(incident), { regions: DEFAULT_REGIONS }),
      );
      expect([http.subject, https.subject]).toEqual(Array(2).fill(renderSubject(opened(incident))));
      expect([sqs, http, https].map(({ attributes }) => attributes)).toEqual(
        Array(SUBSCRIBERS.length).fill({
          kind: 'opened',
          cause: '{"kind":"opened"}',
          severity: 'medium',
          ruleId: 'describe-instances',
          accountId: finding.principal.accountId,
        }),
      );
      const delays = [sqs, http, https].map(
        ({ subscriber, receivedAt }) => `${subscriber} ${Math.round(receivedAt - sentAt)} ms`,
      );
      noteFigure(HEADING, `Tenth event of ${client} to notification: ${delays.join(', ')}`);
    });
  });
}
