import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { startLoopbackServer } from '../../demo/loopback-server';
import type { LoopbackServer } from '../../src/adapters/dynamodb/listen-on-loopback';
import { createEventBusOutlet } from '../../src/adapters/eventbridge/event-bus-outlet';
import { createSchedulerTimer } from '../../src/adapters/scheduler/follow-up-timer';
import { createSecurityHubOutlet } from '../../src/adapters/securityhub/security-hub-outlet';
import { incidentEvent } from '../../src/notification/incident-event';
import { BOUND_TASKS } from '../../src/ports/task-timer';
import { longTermKeySweep } from '../support/findings';
import { everyKind, opened } from '../support/notifications';

/** What an endpoint got: the real clients of AWS speak to it. */
interface Request {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

let server: LoopbackServer;
let requests: Request[];
let answer: { readonly status: number; readonly body: unknown; readonly error?: string };

beforeEach(async () => {
  requests = [];
  answer = { status: 200, body: {} };
  server = await startLoopbackServer((request, body, response) => {
    requests.push({ path: request.url ?? '', body: JSON.parse(body) });
    const errorType = answer.error === undefined ? {} : { 'x-amzn-errortype': answer.error };
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...errorType })
      .end(JSON.stringify(answer.body));
  });
});

afterEach(() => server.stop());

function connection() {
  return {
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
}

const notification = opened(longTermKeySweep());
const { incident } = notification;

describe('createEventBusOutlet', () => {
  const outlet = () => createEventBusOutlet(new EventBridgeClient(connection()), 'regionsweep');

  it.each(everyKind(incident))('puts an event on the bus: $kind', async (change) => {
    answer = { status: 200, body: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] } };

    await outlet().deliver(change, 0);

    expect(requests.map(({ body }) => body)).toEqual([
      { Entries: [{ EventBusName: 'regionsweep', ...incidentEvent(change) }] },
    ]);
  });

  it('rejects when the bus did not take the event, though the request went through', async () => {
    const Entries = [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }];
    answer = { status: 200, body: { FailedEntryCount: 1, Entries } };

    await expect(outlet().deliver(notification, 0)).rejects.toThrow(
      `The bus regionsweep did not accept the event about ${incident.id}: ThrottlingException slow down`,
    );
  });
});

describe('createSecurityHubOutlet', () => {
  const productArn = 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default';
  const outlet = () => createSecurityHubOutlet(new SecurityHubClient(connection()), productArn);

  it('imports the incident, under the time of delivery', async () => {
    answer = { status: 200, body: { FailedCount: 0, SuccessCount: 1, FailedFindings: [] } };

    await outlet().deliver(notification, Date.UTC(2026, 2, 1));

    expect(requests.map(({ path }) => path)).toEqual(['/findings/import']);
    expect(requests[0]?.body).toMatchObject({
      Findings: [
        { Id: incident.id, ProductArn: productArn, UpdatedAt: '2026-03-01T00:00:00.000Z' },
      ],
    });
  });

  it('rejects when Security Hub did not take it, though the request went through', async () => {
    const FailedFindings = [{ Id: incident.id, ErrorCode: 'InvalidInput', ErrorMessage: 'no' }];
    answer = { status: 200, body: { FailedCount: 1, SuccessCount: 0, FailedFindings } };

    await expect(outlet().deliver(notification, 0)).rejects.toThrow(
      `Security Hub did not accept ${incident.id}: InvalidInput no`,
    );
  });
});

describe('createSchedulerTimer', () => {
  const { id: incidentId, identity } = incident;
  const ref = { identity: identity.key, incidentId };
  const timer = () =>
    createSchedulerTimer({
      client: new SchedulerClient(connection()),
      groupName: 'RegionSweep',
      functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f',
      roleArn: 'arn:aws:iam::111122223333:role/r',
      deadLetterArn: 'arn:aws:sqs:eu-central-1:111122223333:q',
    });

  it('makes a schedule that fires once and then deletes itself', async () => {
    answer = { status: 200, body: { ScheduleArn: 'arn:aws:scheduler:x' } };

    await timer().set({ ref, at: Date.UTC(2026, 2, 1, 12, 30, 5, 900), attempt: 3 });

    const [{ path, body }] = requests as [Request];
    expect(path).toBe(`/schedules/${incidentId}-3`);
    expect(body).toMatchObject({
      GroupName: 'RegionSweep',
      ScheduleExpression: 'at(2026-03-01T12:30:05)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-central-1:111122223333:q' } },
    });
    const target = body['Target'] as { Input: string };
    expect(JSON.parse(target.Input)).toEqual({ close: { ref, attempt: 3 } });
  });

  it('gives names that the scheduler takes', async () => {
    await timer().set({ ref, at: 0, attempt: 9_999 });
    for (const kind of BOUND_TASKS) {
      await timer().setTask({ kind, start: 1_773_480_400 }, 0);
    }

    expect(requests).toHaveLength(1 + BOUND_TASKS.length);
    for (const { path } of requests) {
      expect(path).toMatch(/^\/schedules\/[0-9a-zA-Z-_.]{1,64}$/);
    }
  });

  it('passes a task on', async () => {
    await timer().setTask({ kind: 'send-critical', start: 60 }, 60_000);

    const target = requests[0]?.body['Target'] as { Input: string };
    expect(JSON.parse(target.Input)).toEqual({ task: { kind: 'send-critical', start: 60 } });
  });

  it('leaves an appointment that exists as it is', async () => {
    answer = { status: 409, body: { Message: 'exists' }, error: 'ConflictException' };

    await expect(timer().set({ ref, at: 0, attempt: 0 })).resolves.toBeUndefined();
  });

  it('rejects when the scheduler does not keep it', async () => {
    answer = { status: 429, body: { Message: 'slow down' }, error: 'ThrottlingException' };

    await expect(timer().set({ ref, at: 0, attempt: 0 })).rejects.toThrow('slow down');
  });
});
