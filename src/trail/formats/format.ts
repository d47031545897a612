import type { Unwrapped } from '../../detection/cloudtrail/unwrap';
import type { JsonObject } from '../../detection/json';

/** A value in a trail file that nobody can read as records. */
export interface NotUnderstood {
  readonly kind: 'not-understood';
  /** What it looks like and how to give it to us, in one or two sentences. */
  readonly message: string;
}

/** Everything in a value of a trail file: records, what is known to hold no call, and what is not understood. */
export type Found = Unwrapped | NotUnderstood;

/** What a wrapping holds. */
export type Part =
  | Found
  /** Any value. A text holds JSON. */
  | { readonly kind: 'value'; readonly value: unknown }
  /** Bytes in base64 that hold JSON, perhaps compressed with gzip. */
  | { readonly kind: 'base64'; readonly base64: string }
  /** A row of a table, whose columns are members. Even if it looks like a record, its values may be texts. */
  | { readonly kind: 'row'; readonly row: JsonObject };

/** A form in which people hold their records, as `docs/cli.md` describes it. */
export interface FormatInDocs {
  readonly name: string;
  /** How people get it. */
  readonly from: string;
  /** What a record loses in it. @default nothing */
  readonly lacks?: string;
}

export interface Format extends FormatInDocs {
  /** What an object in this form holds; undefined for any other object. */
  readonly open: (object: JsonObject) => Iterable<Part> | undefined;
}

/** Values to be opened. */
export function values(list: Iterable<unknown>): Part[] {
  return Array.from(list, (value) => ({ kind: 'value', value }));
}

export function notUnderstood(message: string): NotUnderstood {
  return { kind: 'not-understood', message };
}

/** The name of a column or an attribute; empty where it is no text. `String` throws at some objects. */
export function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A member that is a list, else undefined. */
export function listOf(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = object[name];
  return Array.isArray(value) ? value : undefined;
}
