import type { DeployedHub } from './hub';
import type { IamRequest } from './simulator';

/** A request, and whether AWS must allow it. */
export interface PolicyCase {
  readonly what: string;
  readonly isAllowed: boolean;
  readonly request: IamRequest;
}

/** An account outside the organization. */
export const STRANGER = '123412341234';

/** A service that assumes a role. */
export function assume(
  hub: DeployedHub,
  service: string,
  roleArn: string,
  context = {},
): IamRequest {
  return {
    ...hub.byService(service, { action: 'sts:AssumeRole', resource: roleArn, context }),
    resourcePolicy: hub.role(roleArn).properties.AssumeRolePolicyDocument,
  };
}

export function allowed(what: string, request: IamRequest): PolicyCase {
  return { what, isAllowed: true, request };
}

export function denied(what: string, request: IamRequest): PolicyCase {
  return { what, isAllowed: false, request };
}
