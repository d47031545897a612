import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  FlexibleTimeWindowMode,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { CloseTimer } from '../../ports/close-timer';
import type { TaskTimer } from '../../ports/task-timer';

/** Settings of {@link createSchedulerTimer}. */
export interface SchedulerTimerOptions {
  readonly client: SchedulerClient;
  readonly groupName: string;
  /** The function to invoke, with the appointment under `close`, or the task under `task`. */
  readonly functionArn: string;
  /** The role with which the scheduler invokes it. */
  readonly roleArn: string;
  /** The queue for appointments that the scheduler could not deliver. */
  readonly deadLetterArn: string;
}

/**
 * A timer of one-time schedules of EventBridge Scheduler. Each deletes itself after its run.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-delete.html
 */
export function createSchedulerTimer(options: SchedulerTimerOptions): CloseTimer & TaskTimer {
  const { client, groupName, functionArn, roleArn, deadLetterArn } = options;

  /** @param name has only characters that a schedule allows, and at most 64 of them. */
  async function createSchedule(name: string, at: number, input: object): Promise<void> {
    try {
      await client.send(
        new CreateScheduleCommand({
          Name: name,
          GroupName: groupName,
          ScheduleExpression: `at(${new Date(at).toISOString().slice(0, 19)})`,
          ScheduleExpressionTimezone: 'UTC',
          FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
          ActionAfterCompletion: ActionAfterCompletion.DELETE,
          Target: {
            Arn: functionArn,
            RoleArn: roleArn,
            Input: JSON.stringify(input),
            DeadLetterConfig: { Arn: deadLetterArn },
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictException)) {
        throw error;
      }
    }
  }

  return {
    set: ({ ref, at, attempt }) =>
      createSchedule(`${ref.incidentId}-${attempt}`, at, { close: { ref, attempt } }),
    setTask: (task, at) => createSchedule(`${task.kind}-${task.start}`, at, { task }),
  };
}
