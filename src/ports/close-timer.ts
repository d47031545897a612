import type { Partition } from './sweep-store';

/** A finding, and the partition that holds it. */
export interface FindingRef {
  readonly partition: Partition;
  readonly findingId: string;
}

/** When to check the finding next, and which attempt this is. */
export interface CloseAppointment {
  readonly ref: FindingRef;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** From 0. Two appointments of a finding with the same number are one appointment. */
  readonly attempt: number;
}

/** Wakes the function that closes findings. It outlives every process, and costs nothing while no finding is open. */
export interface CloseTimer {
  /** Resolves once the appointment is stored; an existing one stays as it is. */
  set(appointment: CloseAppointment): Promise<void>;
}
