import { Logger } from '@aws-lambda-powertools/logger';
import { createHandler } from '../../../lambda/follow-up/create-handler';
import { createMemoryAllowance } from '../../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../../src/adapters/memory/memory-backlog';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import type { GatheredAlerts } from '../../../src/detection/gathered-alerts';
import type { Notification } from '../../../src/detection/notification';
import type { OperatorsNotice } from '../../../src/detection/operators-notice';
import { createCloser, QUIET_MS } from '../../../src/engine/closer';
import { createDetector } from '../../../src/engine/detector';
import { createHeldAlerts } from '../../../src/engine/held-alerts';
import { createJudge } from '../../../src/engine/judge';
import { createLateAlerts } from '../../../src/engine/late-alerts';
import { createNoticeBound } from '../../../src/engine/notice-bound';
import { renderMessage } from '../../../src/notification/message';
import type { CloseAppointment } from '../../../src/ports/close-timer';
import type { BoundTask } from '../../../src/ports/task-timer';
import { settingsOf, sweepCalls } from '../../support/calls';
import { LIMITS } from '../../support/detection';

const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:follow-up';
const HEARTBEAT_ROLE = 'arn:aws:iam::111122223333:role/RegionSweep-HeartbeatRole';
const SETTINGS = settingsOf({ minRegions: 3, minCalls: 3 });

/** A notification as Lambda hands it over for a topic. */
function snsEvent(notifications: readonly Notification[]): unknown {
  return {
    Records: notifications.map((notification) => {
      const { bodies, attributes } = renderMessage(notification);
      const values = Object.entries(attributes).map(
        ([name, value]) => [name, { Type: 'String', Value: value }] as const,
      );
      return {
        EventSource: 'aws:sns',
        Sns: {
          TopicArn: notification.audience,
          Message: bodies.default,
          MessageAttributes: Object.fromEntries(values),
        },
      };
    }),
  };
}

function createBench() {
  const store = createMemorySweepStore(LIMITS);
  const published: Notification[] = [];
  const delivered: Notification[] = [];
  const appointments: CloseAppointment[] = [];
  const bench = {
    now: 0,
    tasks: [] as { readonly task: BoundTask; readonly at: number }[],
    gathered: [] as GatheredAlerts[],
    notices: [] as OperatorsNotice[],
    published,
    delivered,
    appointments,
    failing: new Set<number>(),
    synthetic: 0,
    sweep: () => detector.detect(sweepCalls(3)),
    invoke: (event: unknown) => handler(event, { invokedFunctionArn: FUNCTION_ARN }),
    /** Invokes the function for its appointments, as the scheduler does, until there is none. */
    async keepAppointments() {
      for (let next = appointments.shift(); next !== undefined; next = appointments.shift()) {
        const { ref, attempt, at } = next;
        bench.now = at;
        await bench.invoke(JSON.parse(JSON.stringify({ close: { ref, attempt } })));
      }
    },
  };
  const clock = () => bench.now;
  const { severity, lateEventHours } = DEFAULT_CONFIG;
  const judged = {
    store,
    settings: SETTINGS,
    severity,
    notifyFrom: 'low',
    digest: sha256Digest,
  } as const;
  const parts = {
    ...judged,
    clock,
    renotifyMinutes: DEFAULT_CONFIG.renotifyMinutes,
    lateEventHours,
    notifier: { publish: async (notification: Notification) => void published.push(notification) },
  } as const;
  const detector = createDetector(parts);
  const backlog = createMemoryBacklog();
  const notices = {
    publishGathered: async (alerts: GatheredAlerts) => void bench.gathered.push(alerts),
    publishToOperators: async (notice: OperatorsNotice) => void bench.notices.push(notice),
  };
  const waiting = {
    allowance: createMemoryAllowance(),
    backlog,
    clock,
    sleep: async (milliseconds: number) => {
      bench.now += milliseconds;
    },
    onFailure: () => {},
  };
  const handler = createHandler({
    archiveTopicArn: 'archive',
    closer: createCloser({ ...parts, judge: createJudge(judged) }),
    timerFor: (functionArn) => {
      expect(functionArn).toBe(FUNCTION_ARN);
      return {
        set: async (appointment) => void appointments.push(appointment),
        setTask: async (task, at) => void bench.tasks.push({ task, at }),
      };
    },
    heldAlerts: createHeldAlerts({ backlog, notices, clock }),
    lateAlerts: createLateAlerts({ ...waiting, notifier: parts.notifier }),
    noticeBound: createNoticeBound({ ...waiting, notices }),
    outlets: [0, 1].map((index) => ({
      deliver: async (notification) => {
        if (bench.failing.has(index)) {
          throw new Error(`outlet ${index} is down`);
        }
        delivered.push(notification);
      },
    })),
    clock,
    logger: new Logger({ logLevel: 'SILENT' }),
    synthetic: {
      roleArn: HEARTBEAT_ROLE,
      count: () => {
        bench.synthetic += 1;
      },
    },
  });
  return bench;
}

describe('the follow-up handler', () => {
  it('counts a synthetic incident and does nothing else about it', async () => {
    const bench = createBench();
    await bench.sweep();
    const [opened] = bench.published;
    const { incident } = opened as Notification;
    const identity = { kind: 'role', key: HEARTBEAT_ROLE } as const;

    await bench.invoke(
      snsEvent([{ kind: 'opened', audience: 'archive', incident: { ...incident, identity } }]),
    );

    expect(bench.synthetic).toBe(1);
    expect(bench.delivered).toEqual([]);
    expect(bench.appointments).toEqual([]);
  });

  it('delivers an incident to every outlet and makes an appointment to close it', async () => {
    const bench = createBench();
    await bench.sweep();

    await bench.invoke(snsEvent(bench.published));

    const [opened] = bench.published;
    expect(bench.delivered.map(({ kind, incident }) => [kind, incident])).toEqual([
      ['opened', opened?.incident],
      ['opened', opened?.incident],
    ]);
    expect(bench.appointments).toEqual([
      {
        ref: {
          incidentId: opened?.incident.id,
          identity: 'arn:aws:iam::111122223333:user/alice',
        },
        at: QUIET_MS,
        attempt: 0,
      },
    ]);
  });

  it('closes the incident after its last appointment and delivers the closing too', async () => {
    const bench = createBench();
    await bench.sweep();
    await bench.invoke(snsEvent(bench.published));

    await bench.keepAppointments();
    await bench.invoke(snsEvent(bench.published.slice(1)));

    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    expect(bench.delivered.map(({ kind }) => kind)).toEqual([
      'opened',
      'opened',
      'closed',
      'closed',
    ]);
    expect(bench.appointments).toEqual([]);
  });

  it('makes another appointment, under another number, while the incident is open', async () => {
    const bench = createBench();
    await bench.sweep();
    await bench.invoke(snsEvent(bench.published));
    const [first] = bench.appointments.splice(0);

    bench.now = QUIET_MS - 1;
    await bench.invoke({ close: { ref: first?.ref, attempt: 0 } });

    expect(bench.appointments).toEqual([{ ref: first?.ref, attempt: 1, at: expect.any(Number) }]);
  });

  it('fails when an outlet fails, but delivers to the others and keeps the appointment', async () => {
    const bench = createBench();
    await bench.sweep();
    bench.failing.add(0);

    await expect(bench.invoke(snsEvent(bench.published))).rejects.toThrow(
      /^Could not deliver \S+ to 1 of 2 systems\.$/,
    );

    expect(bench.delivered).toHaveLength(1);
    expect(bench.appointments).toHaveLength(1);
  });

  it('passes on the cause of a notification with its incident', async () => {
    const bench = createBench();
    await bench.sweep();
    const [{ incident }] = bench.published as [Notification];

    await bench.invoke(
      snsEvent([{ kind: 'escalated', from: 'low', incident, audience: 'people' }]),
    );

    expect(bench.delivered[0]).toEqual({
      kind: 'escalated',
      from: 'low',
      incident,
      audience: 'people',
    });
  });

  it('counts an alert that was held back towards a summary, and publishes the summary', async () => {
    const bench = createBench();
    await bench.sweep();
    const [{ incident }] = bench.published as [Notification];
    const held = {
      kind: 'opened',
      incident,
      audience: 'archive',
      heldBack: 'identity-hour',
    } as const;

    await bench.invoke(snsEvent([held]));
    // SNS and Lambda may deliver it again.
    await bench.invoke(snsEvent([held]));
    const task = { kind: 'gather-alerts', start: 0 } as const;
    expect(bench.tasks).toEqual([
      { task, at: 360_000 },
      { task, at: 360_000 },
    ]);
    await bench.invoke({ task });

    expect(bench.delivered.map(({ kind }) => kind)).toEqual([
      'opened',
      'opened',
      'opened',
      'opened',
    ]);
    expect(bench.gathered).toEqual([
      expect.objectContaining({ total: 1, incidentIds: [incident.id] }),
    ]);
  });

  it('sends a critical alert that found no free second in the next minute', async () => {
    const bench = createBench();
    await bench.sweep();
    const [{ incident }] = bench.published as [Notification];
    const late = { kind: 'opened', incident, audience: 'archive', heldBack: 'critical-second' };
    bench.published.length = 0;

    await bench.invoke(snsEvent([late as Notification]));
    const [{ task, at }] = bench.tasks as [{ task: BoundTask; at: number }];
    bench.now = at;
    await bench.invoke({ task });

    expect(at).toBe(60_000);
    expect(bench.published).toEqual([{ kind: 'opened', incident, audience: 'people' }]);
  });

  it('notifies operators of an event', async () => {
    const bench = createBench();

    await bench.invoke({
      id: 'e',
      'detail-type': 'CloudWatch Alarm State Change',
      account: '444455556666',
      region: 'us-east-1',
      time: '2026-03-17T12:00:00Z',
      detail: { alarmName: 'x' },
    });

    expect(bench.notices).toEqual([
      {
        kind: 'forwarder-alarm',
        id: 'e',
        account: '444455556666',
        region: 'us-east-1',
        time: '2026-03-17T12:00:00Z',
      },
    ]);
  });

  it.each([
    ['an alarm', { Message: '{"AlarmName":"disk"}' }],
    ['a summary of ours', { Message: '{}', MessageAttributes: { kind: { Value: 'gathered' } } }],
    ['nothing', {}],
    [
      'a finding of an earlier release',
      { Message: '{"id":"x"}', MessageAttributes: { cause: { Value: '{"kind":"opened"}' } } },
    ],
  ])('ignores a message that is not about an incident: %s', async (_, Sns) => {
    const bench = createBench();

    await bench.invoke({ Records: [{ Sns }] });

    expect(bench.delivered).toEqual([]);
    expect(bench.appointments).toEqual([]);
  });

  it('ignores an appointment of an earlier release', async () => {
    const bench = createBench();

    await bench.invoke({ close: { ref: { findingId: 'x', partition: {} }, attempt: 0 } });

    expect(bench.appointments).toEqual([]);
  });

  it.each([
    ['fails for', 24 * 3_600_000 - 1, /^The ledger of "nobody" does not list incident-\S+, which/],
    ['accepts', 24 * 3_600_000, undefined],
  ])('%s an unknown incident of an age of %i ms', async (_does, now, message) => {
    const bench = createBench();
    bench.now = now;
    const ref = { identity: 'nobody', incidentId: 'incident-19700101T000000Z-0123456789abcdef' };

    const closed = bench.invoke({ close: { ref, attempt: 0 } });

    await (message === undefined ? closed : expect(closed).rejects.toThrow(message));
    expect(bench.appointments).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['an empty list', { Records: [] }],
    ['a call', { source: 'aws.ec2', detail: {} }],
    [
      'another kind',
      { Records: [{ Sns: { Message: '{}', MessageAttributes: { cause: { Value: '{}' } } } }] },
    ],
    ['another task', { task: { kind: 'sleep', start: 0 } }],
  ])('rejects %s', async (_, event) => {
    await expect(createBench().invoke(event)).rejects.toThrow(
      /is not a notification|^Unknown input/,
    );
  });
});
