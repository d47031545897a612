import type { Caller, TrackedCall } from './model';
import { compareTexts, utf8Length } from './text';

/** Distinct callers kept in one bucket: an address, key, user agent and error code together are one. */
export const MAX_CALLERS = 8;

/**
 * Bytes that all callers kept in one bucket may take. Every later call is paid for by the size of the bucket, so
 * that long texts cost a caller room for others.
 */
export const MAX_CALLER_BYTES = 1280;

/** Callers that fit into any bucket, however long the texts that the parser lets through. */
export const CALLERS_THAT_ALWAYS_FIT = 2;

/** Which callers a bucket keeps. */
export interface CallerRoom {
  /** Whether a caller is kept, now that it has come up. */
  admits(caller: Caller): boolean;
}

/** The room that a bucket has besides those it holds. */
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
 * What a caller takes, in bytes. Of its ARN and that of its role the longer one counts: where it has both,
 * one is the principal's, which is not kept with each caller.
 */
export function callerBytes({ arn = '', roleArn = '', ...others }: Caller): number {
  const texts = Object.values(others) as string[];
  return texts.reduce(
    (sum, text) => sum + utf8Length(text),
    Math.max(utf8Length(arn), utf8Length(roleArn)),
  );
}

/** Keys of callers seen, because the same ones are looked at again with every call of a bucket. */
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
