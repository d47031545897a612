/** What waits in a list of the backlog. */
export interface BacklogEntry {
  /** Unique in its list. */
  readonly id: string;
  /** At most 200 KB. */
  readonly text: string;
}

/**
 * Lists of what waits: alerts and notices to count in a gathered one, and critical alerts to send.
 * Every method rejects with the error of the storage.
 */
export interface Backlog {
  /** Adds an entry. Adding one with the same ID replaces it. */
  add(list: string, entry: BacklogEntry): Promise<void>;

  /** The entries of a list, at most `limit`, the lowest IDs first. It sees every change that resolved before. */
  read(list: string, limit?: number): Promise<BacklogEntry[]>;

  /** Removes an entry, if it is there. */
  remove(list: string, id: string): Promise<void>;
}
