import type { Caller } from './model';

/** As EC2, Service Quotas and IAM name it that somebody may not. */
const DENIED = /Unauthorized|AccessDenied|Forbidden/i;

/** Whether a call was refused because its caller may not make it. A call can fail for other reasons too. */
export function isDenied(caller: Caller | undefined): boolean {
  return DENIED.test(caller?.errorCode ?? '');
}
