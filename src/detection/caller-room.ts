import type { Caller, TrackedCall } from './model';
import { compareTexts, utf8Length } from './text';

/** How many distinct callers a bucket keeps: a source IP, key, user agent and error code together are one. */
export const MAX_CALLERS = 8;

/**
 * Bytes that all callers of a bucket may take. Every later write costs by the size of the bucket, so long texts leave
 * less room for other callers.
 */
export const MAX_CALLER_BYTES = 1280;

/** How many callers fit into any bucket, however long their texts are. */
export const CALLERS_THAT_ALWAYS_FIT = 2;

/** Which callers a bucket keeps. */
export interface CallerRoom {
  /** Whether the bucket keeps this next caller. */
  admits(caller: Caller): boolean;
}

/** The room that is left in a bucket. */
export function callerRoom(held: readonly TrackedCall[]): CallerRoom {
  const keys = new Set<string>();
  let bytes = 0;
  const admit = (caller: Caller): void => {
    keys.add(callerKey(caller));
    bytes += callerBytes(caller);
  };
  for (const { caller } of held) {
    if (caller !== undefined && !keys.has(callerKey(caller))) {
      admit(caller);
    }
  }
  return {
    admits(caller) {
      if (keys.has(callerKey(caller))) {
        return true;
      }
      const isAdmitted = keys.size < MAX_CALLERS && bytes + callerBytes(caller) <= MAX_CALLER_BYTES;
      if (isAdmitted) {
        admit(caller);
      }
      return isAdmitted;
    },
  };
}

/**
 * The size of a caller in bytes. Of its ARN and that of its role, the longer one counts: where it has both, one is the
 * principal's, which is not stored with each caller.
 */
export function callerBytes({ arn = '', roleArn = '', ...others }: Caller): number {
  const texts = Object.values(others) as string[];
  return texts.reduce(
    (sum, text) => sum + utf8Length(text),
    Math.max(utf8Length(arn), utf8Length(roleArn)),
  );
}

/** Keys of callers, cached because every call of a bucket looks at the same callers again. */
const callerKeys = new WeakMap<Caller, string>();

/** A text that is the same for equal callers only. */
function callerKey(caller: Caller): string {
  const known = callerKeys.get(caller);
  if (known !== undefined) {
    return known;
  }
  const key = JSON.stringify(Object.entries(caller).sort(([a], [b]) => compareTexts(a, b)));
  callerKeys.set(caller, key);
  return key;
}
