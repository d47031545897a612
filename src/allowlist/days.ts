import { formatMilliseconds, parseEventTime } from '../detection/time';

export const DAY_MS = 24 * 3600 * 1000;

/** @returns the start of the day in UTC, in milliseconds since the epoch; `undefined` if the day does not exist. */
export function parseDay(text: string): number | undefined {
  const second = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseEventTime(`${text}T00:00:00Z`) : undefined;
  return second === undefined ? undefined : second * 1000;
}

/** @returns for example `2026-01-31`, in UTC. */
export function dayOf(milliseconds: number): string {
  return formatMilliseconds(milliseconds).slice(0, 10);
}

/** The same moment a year later; 1 March for 29 February. */
export function yearAfter(milliseconds: number): number {
  const date = new Date(milliseconds);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
}
