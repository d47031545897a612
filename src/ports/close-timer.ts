import type { Partition } from './sweep-store';

/** A finding, and the partition that stores it. */
export interface FindingRef {
  readonly partition: Partition;
  readonly findingId: string;
}

/** The next time to check whether a finding can be closed. */
export interface CloseAppointment {
  readonly ref: FindingRef;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Which attempt this is, from 0. A finding has one appointment per number. */
  readonly attempt: number;
}

/** Invokes the function that closes findings. It survives every process, and costs nothing while no finding is open. */
export interface CloseTimer {
  /** Resolves once the appointment is stored. An existing appointment stays as it is. */
  set(appointment: CloseAppointment): Promise<void>;
}
