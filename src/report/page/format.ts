import { formatSecond } from '../../detection/time';
import type { ReportModel } from '../model';
import { shownNumber } from '../shown-number';

/** For example `2026-01-31 23:59:59`, UTC. */
export function shownTime(second: number): string {
  return formatSecond(second).slice(0, 19).replace('T', ' ');
}

/** For example `12`, `3.4` or `0.07`. */
export function shownRate(number: number): string {
  return number >= 10
    ? shownNumber(Math.round(number))
    : number >= 1
      ? number.toFixed(1)
      : shownTick(Number(number.toPrecision(2)));
}

/** A number without rounding errors, for example `0.05` or `1,500`. */
export function shownTick(number: number): string {
  return number.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

/** A tick of a time axis in UTC: the day at midnight, else the time; the first tick has both. */
export function shownMoment(moment: Date, index: number): string {
  const [day = '', time = ''] = shownTime(moment.getTime() / 1000).split(' ');
  const minute = time.slice(0, 5);
  return minute === '00:00' ? day : index === 0 ? `${minute}\n${day}` : minute;
}

/** Short enough for a cell, for example `1,234` or `12k`. */
export function shortNumber(number: number): string {
  return number < 10_000 ? shownNumber(number) : `${shownNumber(Math.round(number / 1000))}k`;
}

/** For example `1 finding`, `2 findings`. */
export function counted(number: number, noun: string): string {
  return `${shownNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Reads the texts of a model by their numbers. */
export function textIn({ texts }: Pick<ReportModel, 'texts'>): (number: number) => string {
  return (number) => texts[number] ?? '';
}
