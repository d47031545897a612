import type { Caller } from './model';

/** The error codes with which EC2, Service Quotas and IAM deny a call. */
const DENIED = /Unauthorized|AccessDenied|Forbidden/i;

/** Whether AWS denied a call because the caller lacks permission. A call can fail for other reasons too. */
export function isDenied(caller: Caller | undefined): boolean {
  return DENIED.test(caller?.errorCode ?? '');
}
