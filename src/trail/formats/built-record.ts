import type { JsonObject } from '../../detection/json';
import { isObject } from '../../detection/json';
import type { RecordPath } from './record-columns';

/** A record that is built member by member, out of a format that has other names or no nesting. */
export class BuiltRecord {
  readonly record: Record<string, unknown> = {};

  /** Sets a member, unless the value is absent: null or an empty text. */
  set(path: RecordPath, value: unknown): void {
    if (value === undefined || value === null || value === '' || path.includes('__proto__')) {
      return;
    }
    let object = this.record;
    for (const name of path.slice(0, -1)) {
      const inner = Object.hasOwn(object, name) ? object[name] : undefined;
      const next = isObject(inner) ? (inner as Record<string, unknown>) : {};
      object[name] = next;
      object = next;
    }
    object[path.at(-1) as string] = value;
  }
}

/** Not `{type=IAMUser, …}`: to try to parse that takes longer than to read it. */
const BEGINS_JSON = /^\{\s*["}]/;

/** An object, or the one that a text holds as JSON. */
export function objectIn(value: unknown): JsonObject | undefined {
  if (typeof value !== 'string') {
    return isObject(value) ? value : undefined;
  }
  try {
    const object: unknown = BEGINS_JSON.test(value) ? JSON.parse(value) : undefined;
    return isObject(object) ? object : undefined;
  } catch {
    return undefined;
  }
}
