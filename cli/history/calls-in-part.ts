import type { Call } from '../../src/detection/model';
import type { ReadonlyCallHistory } from '../../src/replay/history/call-history';
import { type HistoryPart, isInPart } from '../../src/trail/find/history-part';

/** The calls of a part of a history. */
export interface CallsInPart extends Iterable<Call> {
  readonly size: number;
}

/** The calls of a part, without the margin around it. */
export function selectCalls(calls: ReadonlyCallHistory, part: HistoryPart): CallsInPart {
  if (part.from === undefined && part.to === undefined) {
    return calls;
  }
  const iterate = function* (): Generator<Call> {
    for (const call of calls) {
      if (isInPart(call, part)) {
        yield call;
      }
    }
  };
  let size = 0;
  for (const _call of iterate()) {
    size += 1;
  }
  return { size, [Symbol.iterator]: iterate };
}
