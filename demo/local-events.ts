import { startLoopbackServer } from './loopback-server';

/** A one-time schedule: at a time, the follow-up function is invoked with an event. */
interface Schedule {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: unknown;
}

/**
 * Starts the parts of EventBridge and its Scheduler that the follow-up function calls: an endpoint that keeps the
 * schedules of `CreateSchedule` and accepts all events of `PutEvents`.
 */
export async function startLocalEvents() {
  let schedules: Schedule[] = [];
  const server = await startLoopbackServer((request, body, response) => {
    const isSchedule = request.url?.startsWith('/schedules/') === true;
    const answer = isSchedule
      ? { ScheduleArn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/regionsweep/local' }
      : { FailedEntryCount: 0, Entries: [{ EventId: 'local' }] };
    if (isSchedule) {
      schedules.push(readSchedule(JSON.parse(body)));
    }
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(answer));
  });
  return {
    ...server,
    /** Removes and returns the earliest schedule due by then; `undefined` when there is none. */
    takeDue(now: number): Schedule | undefined {
      const [first] = schedules.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      schedules = schedules.filter((schedule) => schedule !== first);
      return first;
    },
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
function readSchedule(input: {
  readonly ScheduleExpression: string;
  readonly Target: { readonly Input: string };
}): Schedule {
  const time = input.ScheduleExpression.slice('at('.length, -1);
  return { at: Date.parse(`${time}Z`), event: JSON.parse(input.Target.Input) };
}
