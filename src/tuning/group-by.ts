import { memberOf } from '../detection/member-of';

/** Values by key, both in the order in which they come. */
export function groupBy<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    memberOf(groups, keyOf(value), (): Value[] => []).push(value);
  }
  return groups;
}
