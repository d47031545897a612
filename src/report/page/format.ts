import { formatSecond } from '../../detection/time';

/** For example `2026-01-31 23:59:59`, UTC. */
export function shownTime(second: number): string {
  return formatSecond(second).slice(0, 19).replace('T', ' ');
}

/** For example `1,234`. */
export function shownNumber(number: number): string {
  return number.toLocaleString('en-US');
}

/** In at most four characters, for a cell: `1234`, `12k`. */
export function shortNumber(number: number): string {
  return number < 10_000 ? String(number) : `${Math.round(number / 1000)}k`;
}

/** For example `1 finding`, `2 findings`. */
export function counted(number: number, noun: string): string {
  return `${shownNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}
