import { setTimeout as pause } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { leadOf } from '../../../../src/detection/incident/incident';
import { DEFAULT_REGIONS } from '../../../support/findings';
import { noteFigure } from '../../support/figures';
import { breakTable } from '../break-detector';
import { queueDepths } from '../dead-letters';
import { type Deployment, HEADING } from '../deployment';
import { historyOf, userArn } from '../histories';
import { SUBSCRIBERS } from '../inbox';
import { redrive } from '../redrive';
import { sweepBySdk } from '../sdk-client';
import { createQueue, subscribe } from '../sqs-subscriber';
import { waitUntil } from '../wait-until';
import { HOME_REGION } from '../world';

/** Whose calls the detector is too broken to count. */
const ACCESS_KEY = 'AKIARECOVERDREXAMPLE';

/** Longer than a function takes to start. */
const QUIET_MS = 3000;

/** What a drill did on purpose. */
export interface Drill {
  /** Messages of the log about the failures that it caused. */
  readonly errors: string[];
}

/** A failure that loses calls, and the way back from it. */
export function recoverySuite(deployment: () => Deployment): Drill {
  const drill: Drill = { errors: [] };

  describe('a detector whose table is gone', () => {
    let queueUrl: string;
    let functionName: string;
    let mend: () => Promise<void>;
    let records: Awaited<ReturnType<Deployment['scripts']['recordedCalls']>>;

    beforeAll(async () => {
      const { clients, outputs } = deployment();
      queueUrl = outputs['RegionSweep']?.['UnhandledUrl'] ?? '';
      functionName = outputs['RegionSweep']?.['FunctionName'] ?? '';
      await quiet();
      mend = await breakTable(clients, functionName);
    });

    /** Waits for the last calls of earlier tests, which may come after the alert. */
    const quiet = async () => {
      const { log } = deployment();
      let before = -1;
      await waitUntil(async () => {
        const last = before;
        before = await log.invocations();
        await pause(QUIET_MS);
        return before === last;
      });
    };

    /** Messages in the dead-letter queue; the host of its URL depends on who asks. */
    const depth = async () => {
      const depths = [...(await queueDepths(deployment().clients, HOME_REGION))];
      return depths.find(([url]) => new URL(url).pathname === new URL(queueUrl).pathname)?.[1];
    };

    it('leaves every call of a sweep as a dead letter, and notifies nobody', async () => {
      const { clients, scripts, carrier, inbox, log } = deployment();
      const errorsBefore = await log.errors();
      await sweepBySdk(clients, ACCESS_KEY, DEFAULT_REGIONS);
      records = await scripts.recordedCalls(ACCESS_KEY, DEFAULT_REGIONS);
      expect(records).toHaveLength(DEFAULT_REGIONS.length);
      await carrier.toHub(records);
      await waitUntil(async () => (await depth()) === records.length);

      expect(await depth()).toBe(records.length);
      expect(inbox.about(userArn(ACCESS_KEY))).toHaveLength(0);
      const errors = (await log.errors()).filter((message) => !errorsBefore.includes(message));
      expect(errors.length).toBeGreaterThan(0);
      for (const message of errors) {
        expect(message).toContain('ResourceNotFoundException');
      }
      drill.errors.push(...errors);
    });

    it('fires the alarm on dead letters, which notifies operators', async () => {
      const { clients, scripts, outputs } = deployment();
      const operators = await createQueue(clients.sqs(), 'operators-in-drill');
      await subscribe(clients, outputs['RegionSweep']?.['OperatorsTopicArn'] ?? '', operators);
      const alarms = await scripts.carryQueueMetric(HOME_REGION, queueUrl);
      expect(alarms).toEqual([{ name: expect.any(String), state: 'ALARM', value: records.length }]);
      const messages = (await operators.receive()).map(({ Body = '' }) => JSON.parse(Body));
      expect(messages).toContainEqual(
        expect.objectContaining({ AlarmName: alarms[0]?.name, NewStateValue: 'ALARM' }),
      );
      await operators.remove();
    });

    it('loses nothing to a redrive that comes too early', async () => {
      const { emulator, inbox, log } = deployment();
      const errorsBefore = await log.errors();
      const { exitCode, stdout, stderr } = await redrive(emulator, queueUrl, functionName);

      expect(stderr).toContain(
        `\n0 of ${records.length} messages handled; ${records.length} stay: ${records.length} not handled by the detector`,
      );
      expect({ exitCode, stdout, depth: await depth() }).toEqual({
        exitCode: 1,
        stdout: '',
        depth: records.length,
      });
      expect(inbox.about(userArn(ACCESS_KEY))).toHaveLength(0);
      const errors = await log.errors();
      drill.errors.push(...errors.filter((message) => !errorsBefore.includes(message)));
    });

    it('is mended, and notifies once of what a redrive hands to it', async () => {
      const { emulator, inbox } = deployment();
      await mend();
      const result = await redrive(emulator, queueUrl, functionName);

      expect(result).toEqual({
        exitCode: 0,
        stdout: '',
        stderr: `${records.length} of ${records.length} messages handled\n`,
      });
      const { sqs } = await inbox.all(userArn(ACCESS_KEY));
      const { evidence } = leadOf(JSON.parse(sqs.body));
      expect(evidence.regionCount).toBeGreaterThanOrEqual(10);
      expect(DEFAULT_REGIONS).toEqual(expect.arrayContaining(evidence.regions));
      expect(await depth()).toBe(0);
      noteFigure(
        HEADING,
        `Drill: table gone, ${records.length} dead letters, alarm, table back, redrive: ${evidence.regionCount} regions notified of`,
      );
    });

    it('notifies of them no second time, however they come again', async () => {
      const { clients, carrier, emulator, inbox } = deployment();
      for (const record of records) {
        await clients
          .sqs()
          .send(
            new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: invocationRecordOf(record) }),
          );
      }
      const { exitCode, stderr } = await redrive(emulator, queueUrl, functionName);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: `${records.length} of ${records.length} messages handled\n`,
      });
      await carrier.toHub(records);
      await carrier.toHub(historyOf('sweeps-after-the-drill'));
      await inbox.all(userArn('sweeps-after-the-drill'));

      const notified = inbox.about(userArn(ACCESS_KEY)).map(({ subscriber }) => subscriber);
      expect(notified.toSorted()).toEqual(SUBSCRIBERS.toSorted());
      expect(await depth()).toBe(0);
      noteFigure(HEADING, 'Drill: handed over again and delivered again: nobody notified again');
    });

    afterAll(() => {
      noteFigure(
        HEADING,
        'Not shown: a permission that is taken away, which the emulator does not ask for; the detector of the drill is shown a table that is not there',
      );
      noteFigure(
        HEADING,
        'Not shown: the minutes between tries, which are seconds on the emulator',
      );
      noteFigure(
        HEADING,
        'Not shown: that SQS reports the metric of the alarm; it is carried from the attribute of the queue to CloudWatch',
      );
    });
  });

  return drill;
}

/** What Lambda leaves in the queue, with the event in it. */
function invocationRecordOf(record: unknown): string {
  return JSON.stringify({
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: {
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.ec2',
      detail: record,
    },
    responsePayload: { errorType: 'ResourceNotFoundException' },
  });
}
