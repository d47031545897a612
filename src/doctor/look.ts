/** What a look at AWS has shown. Pure data, so that judging needs no AWS. */
export type Look<T> = Seen<T> | Unseen;

export interface Seen<T> {
  readonly kind: 'seen';
  readonly value: T;
}

/** AWS did not show it. That is never a sign that all is well. */
export interface Unseen {
  /** `denied` if the credentials lack the permission. */
  readonly kind: 'denied' | 'failed';
  /** The permission that the look needs, for example `events:ListRules`. */
  readonly permission: string;
  /** What AWS answered. */
  readonly reason: string;
}

export function seen<T>(value: T): Seen<T> {
  return { kind: 'seen', value };
}

/** Applies a function to what was seen. What was not seen stays unseen. */
export function mapLook<T, U>(look: Look<T>, change: (value: T) => U): Look<U> {
  return look.kind === 'seen' ? seen(change(look.value)) : look;
}

/** What was seen of several looks, and which were not. */
export function partition<T>(looks: readonly Look<T>[]): {
  readonly values: readonly T[];
  readonly unseen: readonly Unseen[];
} {
  return {
    values: looks.flatMap((look) => (look.kind === 'seen' ? [look.value] : [])),
    unseen: looks.filter((look) => look.kind !== 'seen'),
  };
}
