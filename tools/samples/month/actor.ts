import { startOfDay } from '../clock';
import { hashText, Random } from '../random';
import type { TrailEntry } from '../record';
import { type Walk, walk } from '../walk';

/** Accounts of a made-up organization are `100000000001` and so on. The first is the security account. */
export function accountId(number: number): string {
  return String(100_000_000_000 + number);
}

export const ACCOUNTS: readonly string[] = Array.from({ length: 30 }, (_, index) =>
  accountId(index + 1),
);

/** A caller who calls all month. */
export interface Actor {
  readonly name: string;
  /** Its random numbers are drawn in turn with those of the calls, so the walks come one by one. */
  readonly walks: (today: Today) => Iterable<Walk>;
}

export interface Today {
  readonly random: Random;
  /** The day of the month, from 1. */
  readonly number: number;
  readonly isWorkday: boolean;
}

const FIRST_DAY = '2026-05-01';
export const DAYS = 30;

/** The calls of an actor on a day of the month: the same every time. */
export function playDay(actor: Actor, number: number): TrailEntry[] {
  const dayStart = startOfDay(FIRST_DAY) + (number - 1) * 24 * 3600;
  const weekday = new Date(dayStart * 1000).getUTCDay();
  const random = new Random(hashText(`month ${actor.name} ${number}`));
  const entries: TrailEntry[] = [];
  for (const next of actor.walks({ random, number, isWorkday: weekday >= 1 && weekday <= 5 })) {
    entries.push(...walk(next)({ dayStart, random }));
  }
  return entries;
}
