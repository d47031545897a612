/** The value of a key, which is created and entered where there is none. */
export function memberOf<Key, Value>(
  members: Map<Key, Value>,
  key: Key,
  create: () => Value,
): Value {
  const known = members.get(key);
  if (known !== undefined) {
    return known;
  }
  const created = create();
  members.set(key, created);
  return created;
}
