/** A map with a maximum size. It forgets what was set first. */
export class RecentMap<Key, Value> extends Map<Key, Value> {
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    super();
    this.#maxEntries = maxEntries;
  }

  override set(key: Key, value: Value): this {
    this.delete(key);
    super.set(key, value);
    if (this.size > this.#maxEntries) {
      this.delete(this.keys().next().value as Key);
    }
    return this;
  }
}
