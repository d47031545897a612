/** The value of a key; created and entered where it is missing. */
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
