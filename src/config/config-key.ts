/**
 * The shape of a row in a table: of the configuration keys, or of the fields of an allow-list. Types, reader, checks,
 * messages and docs all follow from the rows.
 */
import type { ConfigProblem } from './config-error';

/** What a value may be, and what messages say when it is something else. */
export type Value = Kind & {
  /** What to do about a wrong value, as a sentence. @default that of the object or list around it */
  readonly fix?: string;
  /** One line, without a full stop at the end. */
  readonly description?: string;
  /** Whether the object around it must have it. */
  readonly isRequired?: boolean;
};

type Kind =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** One of the values, or a list of them. */
  | { readonly kind: 'choices'; readonly values: readonly string[] }
  | ({ readonly kind: 'text' } & Text)
  | ListKind
  | ObjectKind;

/** What a text may be. */
export interface Text {
  readonly format?: RegExp;
  /** The most characters. */
  readonly longest?: number;
  /** Looks for further problems of a text that has the format. */
  readonly check?: (text: string) => Refusal | undefined;
  readonly allowed: string;
}

/** A list of texts, or of other members. */
interface ListKind extends Text {
  readonly kind: 'list';
  readonly member?: Value;
  /** The fewest and the most members. */
  readonly min?: number;
  readonly max?: number;
}

/** An object whose members are rows again. */
export interface ObjectKind {
  readonly kind: 'object';
  readonly members: Members;
  /** Text with this prefix stands for an object with this one member. */
  readonly shorthand?: { readonly prefix: string; readonly member: string };
  readonly allowed?: string;
}

export type Members = Readonly<Record<string, Value>>;

/** Why a value is refused, as the predicate of its key, or with words that replace those of its row. */
export type Refusal =
  | string
  | (Pick<ConfigProblem, 'problem'> & Partial<Pick<ConfigProblem, 'allowed' | 'fix'>>);

/** A row of the table of configuration: a key of the CDK context. */
export type ConfigKey = Value & {
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

/** The type of the values that a row allows. */
export type ValueOf<Row> = Row extends { kind: 'integer' }
  ? number
  : Row extends { kind: 'boolean' }
    ? boolean
    : Row extends { kind: 'choice'; values: readonly (infer Choice)[] }
      ? Choice
      : Row extends { kind: 'choices'; values: readonly (infer Choice)[] }
        ? Choice | readonly Choice[]
        : Row extends { kind: 'list'; member: infer Member }
          ? readonly ValueOf<Member>[]
          : Row extends { kind: 'list' }
            ? readonly string[]
            : Row extends { kind: 'object'; members: infer Rows }
              ? ObjectOf<Rows>
              : string;

type ObjectOf<Rows> = {
  readonly [Key in keyof Rows as Rows[Key] extends { isRequired: true } ? Key : never]: ValueOf<
    Rows[Key]
  >;
} & {
  readonly [Key in keyof Rows as Rows[Key] extends { isRequired: true } ? never : Key]?: ValueOf<
    Rows[Key]
  >;
};

/** The values that a row allows, in words; `show` formats the values of a choice. */
export function allowedWords(row: Value, show = (value: string) => value): string {
  switch (row.kind) {
    case 'integer':
      return `a whole number from ${row.min} to ${row.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return alternatives(row.values.map(show));
    case 'choices':
      return `${alternatives(row.values.map(show))}, or several of them, separated by commas`;
    case 'text':
    case 'list':
      return row.allowed;
    case 'object':
      return row.allowed ?? `an object with any of ${Object.keys(row.members).join(', ')}`;
  }
}

function alternatives(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
