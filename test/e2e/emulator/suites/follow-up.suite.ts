import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import type { Incident } from '../../../../src/detection/incident/incident';
import type { CloseAppointment } from '../../../../src/ports/close-timer';
import { validateIncident } from '../../../support/finding-schema';
import { DEFAULT_REGIONS } from '../../../support/findings';
import type { Deployment } from '../deployment';
import { userArn } from '../histories';
import { sweepBySdk } from '../sdk-client';
import { createQueue, type TestQueue } from '../sqs-subscriber';
import { ACCOUNT, HOME_REGION, HUB_BUS } from '../world';

const KEY = 'AKIAFOLLOWUPEXAMPLE1';

/** Only to end what hangs. */
const WAIT_LIMIT_MS = 60_000;

/** What happens to an incident after its alert. */
export function followUpSuite(deployment: () => Deployment): void {
  describe('an incident that was opened', () => {
    let queue: TestQueue;
    let event: {
      readonly 'detail-type': string;
      readonly source: string;
      readonly detail: Incident &
        Readonly<Record<'change' | 'dedupKey' | 'audience' | 'headline' | 'summary', unknown>>;
    };

    beforeAll(async () => {
      const { clients, scripts, carrier, inbox } = deployment();
      queue = await createQueue(clients.sqs(), 'incidents-of-the-hub-bus');
      const events = clients.events();
      const rule = { EventBusName: HUB_BUS, Name: 'correlate' };
      const EventPattern = JSON.stringify({ source: ['regionsweep'] });
      await events.send(new PutRuleCommand({ ...rule, EventPattern, State: 'ENABLED' }));
      await events.send(
        new PutTargetsCommand({
          EventBusName: HUB_BUS,
          Rule: rule.Name,
          Targets: [{ Id: 'queue', Arn: queue.arn }],
        }),
      );
      await sweepBySdk(clients, KEY, DEFAULT_REGIONS);
      await carrier.toHub(await scripts.recordedCalls(KEY, DEFAULT_REGIONS));
      const { sqs } = await inbox.all(userArn(KEY));
      // The emulator does not hand messages of a topic to a function of a stack: this one is carried there.
      const { cause } = sqs.attributes;
      const MessageAttributes = { cause: { Type: 'String', Value: cause } };
      await invokeFollowUp({ Records: [{ Sns: { Message: sqs.body, MessageAttributes } }] });
      event = await untilThere(async () => {
        const events = (await queue.receive()).map(({ Body = '' }) => JSON.parse(Body));
        return events.find(({ detail }) => detail.identity.key === userArn(KEY));
      });
    });

    afterAll(() => queue?.remove());

    it('is an event on the hub bus, with the incident in it', () => {
      const { change, dedupKey, audience, headline, summary, ...incident } = event.detail;

      expect(event).toMatchObject({ source: 'regionsweep', 'detail-type': 'IncidentOpened' });
      expect(validateIncident(incident)).toEqual([]);
      expect([dedupKey, audience]).toEqual([incident.id, 'people']);
      expect([change, headline, summary]).toEqual([
        { kind: 'opened' },
        expect.any(String),
        expect.any(String),
      ]);
    });

    it('has an appointment at which it is to be closed', async () => {
      expect(await untilThere(() => schedulesOf(event.detail.id))).toEqual([
        `${event.detail.id}-0`,
      ]);
    });

    it('is looked at again later while it may go on', async () => {
      const { id: incidentId, identity } = event.detail;
      const close: Pick<CloseAppointment, 'ref' | 'attempt'> = {
        ref: { identity: identity.key, incidentId },
        attempt: 0,
      };

      await invokeFollowUp({ close });

      expect(await schedulesOf(incidentId)).toContain(`${incidentId}-1`);
    });

    async function invokeFollowUp(payload: object): Promise<void> {
      const { clients, outputs } = deployment();
      const name = outputs['RegionSweep']?.['FollowUpFunctionName'] ?? '';
      // By this the emulator tells a function its own ARN; AWS does it unasked.
      const own = { _arn: `arn:aws:lambda:${HOME_REGION}:${ACCOUNT}:function:${name}` };
      const answer = await clients.lambda.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ ...payload, ...own }) }),
      );
      expect([answer.FunctionError, Buffer.from(answer.Payload ?? []).toString()]).toEqual([
        undefined,
        'null',
      ]);
    }

    async function schedulesOf(incidentId: string): Promise<string[] | undefined> {
      const { Schedules = [] } = await deployment().clients.scheduler.send(
        new ListSchedulesCommand({}),
      );
      const names = Schedules.map(({ Name = '' }) => Name).filter((name) =>
        name.startsWith(incidentId),
      );
      return names.length > 0 ? names.sort() : undefined;
    }
  });
}

/** @throws Error when it is not there in time. */
async function untilThere<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
  }
  throw new Error('What was waited for did not come.');
}
