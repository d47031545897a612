/** Tasks of the follow-up: to send what a bound held back. */
export const BOUND_TASKS = [
  'gather-alerts',
  'gather-old-alerts',
  'gather-notices',
  'send-critical',
] as const;

/** Work to do later, for one period. */
export interface BoundTask {
  readonly kind: (typeof BOUND_TASKS)[number];
  /** Start of the period, in seconds since the epoch. */
  readonly start: number;
}

/** Invokes the follow-up for its tasks. It survives every process. */
export interface TaskTimer {
  /**
   * Resolves once the appointment is stored. A task that already has an appointment keeps it.
   *
   * @param at milliseconds since the epoch.
   */
  setTask(task: BoundTask, at: number): Promise<void>;
}
