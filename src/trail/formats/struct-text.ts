import type { JsonObject } from '../../detection/json';
import { IDENTITY_NAMES } from './record-columns';

/**
 * Reads an identity as Athena and CloudTrail Lake write it: `{type=IAMUser, arn=arn:…, sessioncontext={…}}`. Values
 * have no quotes, so a value ends where a name follows after ", ". Names and paths of IAM contain no spaces, so they
 * cannot imitate that.
 *
 * @returns undefined if it is not certain where a value ends, or what it belongs to.
 */
export function identityOfStruct(text: string): JsonObject | undefined {
  const reader = new StructReader(text);
  const struct = reader.struct(0);
  return reader.isAtEnd() ? struct : undefined;
}

/**
 * Reads parameters in the same form, if their values hold neither brackets nor separators: `{quotaCode=L-1, …}`.
 *
 * @returns undefined for any others.
 */
export function parametersOfStruct(text: string): JsonObject | undefined {
  if (!/^\{(?:[\w.-]+=[^=,{}[\]]*(?:, (?=[\w.-]+=)|(?=\}$)))*\}$/.test(text)) {
    return undefined;
  }
  const members = text.slice(1, -1).split(', ').filter(Boolean);
  const entries = members.map((member) => member.split('=') as [string, string]);
  const isUnambiguous = new Set(entries.map(([name]) => name)).size === entries.length;
  return isUnambiguous ? Object.fromEntries(entries) : undefined;
}

const MAX_DEPTH = 6;
const NAME = /([A-Za-z0-9]+)=/y;
const VALUE = /(.*?)(?=, [A-Za-z0-9]+=|\})/sy;

/** The attributes of a web identity, whose names are not known. */
const ATTRIBUTES = /\{([^{}]*)\}/y;

class StructReader {
  private position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.position === this.text.length;
  }

  struct(depth: number): JsonObject | undefined {
    if (depth > MAX_DEPTH || !this.takes('{')) {
      return undefined;
    }
    const struct: Record<string, unknown> = {};
    while (!this.takes('}')) {
      const name = this.match(NAME)?.toLowerCase();
      if (name === undefined || !IDENTITY_NAMES.has(name) || Object.hasOwn(struct, name)) {
        return undefined;
      }
      const value = this.text[this.position] === '{' ? this.inner(name, depth) : this.match(VALUE);
      if (value === undefined) {
        return undefined;
      }
      struct[name] = value === 'null' ? undefined : value;
      this.takes(', ');
    }
    return struct;
  }

  private inner(name: string, depth: number): JsonObject | string | undefined {
    const { position } = this;
    const struct = this.struct(depth + 1);
    if (struct !== undefined || name !== 'attributes') {
      return struct;
    }
    this.position = position;
    return this.match(ATTRIBUTES);
  }

  private takes(text: string): boolean {
    const isThere = this.text.startsWith(text, this.position);
    this.position += isThere ? text.length : 0;
    return isThere;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    this.position += match?.[0].length ?? 0;
    return match?.[1];
  }
}
