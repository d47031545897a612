import type { UserIdentity } from './record';

/** Who calls, and from where. */
export interface Caller {
  /** The account that is called, and that records the call. */
  readonly accountId: string;
  /** Sessions are renewed, so the identity depends on the time. */
  readonly identityAt: (second: number) => UserIdentity;
  /** An address out of the documentation ranges, or the name of a service. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** The call was made with the credentials of a console session. */
  readonly fromConsole?: boolean;
}

/** The same caller, as it looks when an AWS service calls on its behalf. */
export function through(service: string, caller: Caller): Caller {
  return {
    ...caller,
    identityAt: (second) => ({ ...caller.identityAt(second), invokedBy: service }),
    sourceIPAddress: service,
    userAgent: service,
  };
}

/** @throws TypeError when this kind of identity has no ARN. */
export function arnOf(caller: Caller, second: number): string {
  const { arn, type } = caller.identityAt(second);
  if (arn === undefined) {
    throw new TypeError(`An identity of the type ${type} has no ARN.`);
  }
  return arn;
}
