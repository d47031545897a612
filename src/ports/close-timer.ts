import type { Partition } from './sweep-store';

/** Which finding, and where it is kept. */
export interface FindingRef {
  readonly partition: Partition;
  readonly findingId: string;
}

/** When a finding is to be looked at next, and the how manieth time that is. */
export interface CloseAppointment {
  readonly ref: FindingRef;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** From 0. Appointments of one finding with one number are one appointment. */
  readonly attempt: number;
}

/** Wakes whoever closes findings. It survives every process, and costs nothing while nothing is open. */
export interface CloseTimer {
  /** Resolves once the appointment is kept somewhere safe; one that exists already is left as it is. */
  set(appointment: CloseAppointment): Promise<void>;
}
