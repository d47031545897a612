import { type Caller, type CutField, isCut, type TrackedCall } from './model';
import { compareTexts, utf8Length } from './text';

/** How many callers a bucket keeps, and how many bytes they may take together. */
interface Limit {
  readonly callers: number;
  readonly bytes: number;
}

/**
 * A source IP, key, user agent and error code together are one caller. Every later write costs by the size of the bucket,
 * so longer texts leave room for fewer callers.
 */
export const WHOLE_CALLERS: Limit = { callers: 32, bytes: 1280 };

/**
 * Room that only callers may use whose user agent the bucket holds already; it is not kept again. There is room for more
 * than the 20 source IPs that an allow-list entry can permit, because calls from one of them may fail and succeed.
 */
const OTHER_SOURCES: Limit = { callers: 32, bytes: 3072 };

/** Room that only callers without a source IP or a user agent may use, so that the rest of their facts stays complete. */
export const CUT_CALLERS: Limit = { callers: 36, bytes: 1408 };

/** Room that only callers without both may use: the last of all. */
export const BARE_CALLERS: Limit = { callers: 40, bytes: 1472 };

/** How many callers fit into any bucket, however long their texts are. */
export const CALLERS_THAT_ALWAYS_FIT = 2;

/** Which callers a bucket keeps. */
export interface CallerRoom {
  /**
   * The caller as the bucket keeps it: whole, without a user agent that another one has, without its source IP or its
   * user agent, or without both; `undefined` if there is no room.
   */
  fit(caller: Caller): Caller | undefined;
}

/** The room that is left in a bucket. */
export function callerRoom(held: readonly TrackedCall[]): CallerRoom {
  const kept = new Map<string, Caller>();
  let bytes = 0;
  const keep = (caller: Caller): void => {
    kept.set(callerKey(caller), caller);
    bytes += callerBytes(caller);
  };
  for (const { caller } of held) {
    if (caller !== undefined && !kept.has(callerKey(caller))) {
      keep(caller);
    }
  }
  const admits = (caller: Caller, limit: Limit): boolean => {
    if (kept.has(callerKey(caller))) {
      return true;
    }
    const isAdmitted = kept.size < limit.callers && bytes + callerBytes(caller) <= limit.bytes;
    if (isAdmitted) {
      keep(caller);
    }
    return isAdmitted;
  };
  return {
    fit(caller) {
      if (admits(caller, WHOLE_CALLERS)) {
        return caller;
      }
      const { userAgent, ...others } = caller;
      if (
        [...kept.values()].some((one) => one.userAgent === userAgent) &&
        admits(others, OTHER_SOURCES)
      ) {
        return others;
      }
      const cut = without(caller, variedField([...kept.values()]));
      if (admits(cut, CUT_CALLERS)) {
        return cut;
      }
      const bare = without(without(caller, 'sourceIp'), 'userAgent');
      return admits(bare, BARE_CALLERS) ? bare : undefined;
    },
  };
}

/** The field that takes more values, which is the one to give up. */
function variedField(callers: readonly Caller[]): CutField {
  const valuesOf = (field: CutField): number =>
    new Set(callers.flatMap((caller) => (isCut(caller, field) ? [] : [caller[field]]))).size;
  return valuesOf('sourceIp') > valuesOf('userAgent') ? 'sourceIp' : 'userAgent';
}

/** The caller without a field, and a mark that shows it; the caller itself if it has no such field. */
function without(caller: Caller, field: CutField): Caller {
  const { [field]: value, ...rest } = caller;
  return value === undefined ? caller : { ...rest, cut: caller.cut === undefined ? field : 'both' };
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
