const SECONDS_A_DAY = 86_400;

/** Days before the day of a sweep that count as its history. */
export const HISTORY_DAYS = 30;

/** In a younger baseline, nothing shows what is new to the account. */
export const YOUNG_DAYS = 7;

/** The day, UTC, that a second of event time lies in; days are counted from the epoch. */
export function dayOf(second: number): number {
  return Math.floor(second / SECONDS_A_DAY);
}

/** Whether a day is part of the history of what happens on `today`; the day itself is not. */
export function isHistory(day: number, today: number): boolean {
  return today - HISTORY_DAYS <= day && day < today;
}

/** The first second of a day. */
export function startOfDay(day: number): number {
  return day * SECONDS_A_DAY;
}
