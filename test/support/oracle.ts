import type { Thresholds } from '../../src/detection/model';

/** A call as the oracle sees it. */
export interface OracleCall {
  readonly eventId: string;
  readonly second: number;
  readonly region: string;
}

export interface OracleSweep {
  readonly start: number;
  readonly end: number;
  readonly regions: readonly string[];
  readonly eventIds: readonly string[];
}

/**
 * The sweeps of one principal, straight from the definitions in ADR 1 and as naive as they are:
 * every window is counted by itself, and windows are joined pair by pair until nothing changes.
 * It shares no code with the engine.
 */
export function oracleSweeps(calls: readonly OracleCall[], thresholds: Thresholds): OracleSweep[] {
  const distinct = [...new Map(calls.map((call) => [call.eventId, call])).values()];
  const starts = distinct.map(({ second }) =>
    thresholds.windowing === 'sliding' ? second : second - (second % thresholds.windowSeconds),
  );
  const within = (start: number, end: number) =>
    distinct.filter(({ second }) => second >= start && second < end);
  let spans = [...new Set(starts)]
    .map((start) => ({ start, end: start + thresholds.windowSeconds }))
    .filter(({ start, end }) => {
      const members = within(start, end);
      const regions = new Set(members.map(({ region }) => region));
      return regions.size >= thresholds.minRegions && members.length >= thresholds.minCalls;
    });
  for (let isJoining = true; isJoining; ) {
    isJoining = false;
    for (const one of spans) {
      const other = spans.find(
        (candidate) => candidate !== one && candidate.start < one.end && one.start < candidate.end,
      );
      if (other !== undefined) {
        const joined = {
          start: Math.min(one.start, other.start),
          end: Math.max(one.end, other.end),
        };
        spans = [...spans.filter((span) => span !== one && span !== other), joined];
        isJoining = true;
        break;
      }
    }
  }
  return spans
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({
      start,
      end,
      regions: [...new Set(within(start, end).map(({ region }) => region))].sort(),
      eventIds: within(start, end)
        .map(({ eventId }) => eventId)
        .sort(),
    }));
}
