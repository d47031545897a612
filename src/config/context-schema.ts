import * as z from 'zod/mini';
import type { Members, ObjectKind, Value } from './config-key';
import { CONFIG_KEYS } from './config-keys';
import { maxLength, minLength } from './length-checks';

/** What a user may set, once text is read. Every key is optional. */
export const CONTEXT_SCHEMA = z.partial(z.strictObject(shapeOf(CONFIG_KEYS)));

function shapeOf(members: Members): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(members).map(([key, row]) => [key, schemaOf(row)]));
}

function schemaOf(row: Value): z.ZodMiniType {
  switch (row.kind) {
    case 'integer':
      return z.int().check(z.gte(row.min), z.lte(row.max));
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(row.values);
    case 'choices':
      return oneOrMore(row.values);
    case 'text':
      return textOf(row.format);
    case 'list':
      return z.array(textOf(row.format));
    case 'object':
      return objectOf(row);
  }
}

function oneOrMore(values: readonly string[]): z.ZodMiniType {
  const one = z.enum(values);
  return z.union([one, z.array(one).check(minLength(1), maxLength(values.length))]);
}

function textOf(format: RegExp | 'email' | undefined): z.ZodMiniType {
  if (format === 'email') {
    return z.email();
  }
  return format === undefined ? z.string() : z.string().check(z.regex(format));
}

function objectOf({ members, isComplete }: ObjectKind): z.ZodMiniType {
  const schema = z.strictObject(shapeOf(members));
  return isComplete ? schema : z.partial(schema);
}
