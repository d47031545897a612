import type { Finding } from '../detection/finding';
import { formatSecond, parseEventTime } from '../detection/time';

/** A query to paste, and what the reader should know about it. */
export interface ReadyQuery {
  readonly lines: readonly string[];
  readonly remarks: readonly string[];
}

const HOUR_SECONDS = 3600;

/** Ready queries begin one hour before the first call, and have no end. ISO 8601, UTC. */
export function searchStart({ evidence }: Finding): string {
  return formatSecond(Math.max(0, (parseEventTime(evidence.firstCall) ?? 0) - HOUR_SECONDS));
}
