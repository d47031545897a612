/** The shape of a row in the table of keys. Types, reader, checks, messages, docs and flags all follow from the rows. */

/** What a value may be, and what messages say when it is something else. */
export type Value = Kind & {
  /** What to do about a wrong value, as a sentence. @default the example of the key */
  readonly fix?: string;
};

type Kind =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** One of the values, or a list of them. */
  | { readonly kind: 'choices'; readonly values: readonly string[] }
  | { readonly kind: 'text' | 'list'; readonly format?: RegExp; readonly allowed: string }
  | ObjectKind;

/** An object whose members are rows again. */
export interface ObjectKind {
  readonly kind: 'object';
  readonly members: Members;
  /** Whether every member must be given. */
  readonly isComplete?: boolean;
  /** Text with this prefix stands for an object with this one member. */
  readonly shorthand?: { readonly prefix: string; readonly member: string };
  readonly allowed?: string;
}

export type Members = Readonly<Record<string, Value>>;

/** A row of the table: a key of the CDK context. */
export type ConfigKey = Value & {
  /** One line, without a full stop at the end. */
  readonly description: string;
  /** The value of a key that is not set, as a user would write it. Only texts and objects may have none. */
  readonly default?: unknown;
  /** The same in words, where the value is long or depends on something else. */
  readonly defaultInWords?: string;
  /** A valid value, as text. */
  readonly example: string;
  /** The commands that take the key as a flag: all that detect, or only those that show who is alerted. */
  readonly flag?: 'detection' | 'notification';
  /** Whether the deployed functions get the value. */
  readonly deployed?: true;
};

/** The values that a row allows, in words. */
export function allowedWords(row: Value): string {
  switch (row.kind) {
    case 'integer':
      return `a whole number from ${row.min} to ${row.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return alternatives(row.values);
    case 'choices':
      return `${alternatives(row.values)}, or several of them, separated by commas`;
    case 'text':
    case 'list':
      return row.allowed;
    case 'object':
      return row.allowed ?? `an object with any of ${Object.keys(row.members).join(', ')}`;
  }
}

/** Whether something is a whole number within the bounds of a row. */
export function isWithin(row: Value | undefined, value: unknown): value is number {
  return (
    row?.kind === 'integer' &&
    Number.isInteger(value) &&
    row.min <= (value as number) &&
    (value as number) <= row.max
  );
}

function alternatives(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
