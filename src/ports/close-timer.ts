/** An incident, and the identity whose ledger lists it. */
export interface IncidentRef {
  /** The key of the identity. */
  readonly identity: string;
  readonly incidentId: string;
}

/** The next time to check whether an incident can be closed. */
export interface CloseAppointment {
  readonly ref: IncidentRef;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Which attempt this is, from 0. An incident has one appointment per number. */
  readonly attempt: number;
}

/** Invokes the function that closes incidents. It survives every process, and costs nothing while none is open. */
export interface CloseTimer {
  /** Resolves once the appointment is stored. An existing appointment stays as it is. */
  set(appointment: CloseAppointment): Promise<void>;
}
