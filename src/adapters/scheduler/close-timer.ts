import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  FlexibleTimeWindowMode,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { CloseTimer } from '../../ports/close-timer';

/** Settings of {@link createSchedulerCloseTimer}. */
export interface SchedulerCloseTimerOptions {
  readonly client: SchedulerClient;
  readonly groupName: string;
  /** The function to invoke, with the appointment under `close`. */
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
export function createSchedulerCloseTimer(options: SchedulerCloseTimerOptions): CloseTimer {
  const { client, groupName, functionArn, roleArn, deadLetterArn } = options;
  return {
    async set({ ref, at, attempt }) {
      try {
        await client.send(
          new CreateScheduleCommand({
            // An id only has characters that a name allows, and leaves room for the number within its 64 characters.
            Name: `${ref.findingId}-${attempt}`,
            GroupName: groupName,
            ScheduleExpression: `at(${new Date(at).toISOString().slice(0, 19)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
            ActionAfterCompletion: ActionAfterCompletion.DELETE,
            Target: {
              Arn: functionArn,
              RoleArn: roleArn,
              Input: JSON.stringify({ close: { ref, attempt } }),
              DeadLetterConfig: { Arn: deadLetterArn },
            },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConflictException)) {
          throw error;
        }
      }
    },
  };
}
