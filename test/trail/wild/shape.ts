import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import type { WildRecord } from './records';

/** A shape in which people hold CloudTrail. */
export interface WildShape {
  /** The name of its file, with the ending that its tool gives it. */
  readonly name: string;
  /** Where the shape is documented. */
  readonly source: string;
  /** What it cannot carry; nothing if it is missing. */
  readonly lacks?: string;
  readonly write: (records: readonly WildRecord[]) => string | Buffer | Promise<Buffer>;
}

export const json = (value: unknown) => JSON.stringify(value);
export const pretty = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;
export const lines = (values: readonly unknown[]) => `${values.map(json).join('\n')}\n`;
export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const gzipped64 = (text: string) => gzipSync(text).toString('base64');
export const millis = (record: WildRecord) => Date.parse(record.eventTime);

/** `2026-03-14 09:26:40`, and what follows the seconds. */
export const spaced = (record: WildRecord, end = '') =>
  record.eventTime.replace('T', ' ').replace('Z', end);

/** A table with a line of names, every value in quotes. */
export function csv(rows: readonly object[], options: { bom?: boolean; quoted?: boolean } = {}) {
  return stringify([...rows], { header: true, quoted: true, ...options });
}

/** A value as Hive and Trino write one of a structured type in a result: `{type=IAMUser, arn=null}`. */
export function structText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(structText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${structText(member)}`);
  return `{${members.join(', ')}}`;
}

/** An object with its names in lower case, as Athena and AWS Glue keep them, at every depth. */
export function lowerCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toLowerCase(), lowerCased(member)]),
  );
}

/** An object with one level, its names joined by dots. */
export function dotted(value: object, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.entries(dotted(member, `${prefix}${name}.`))
        : [[prefix + name, member]],
    ),
  );
}
