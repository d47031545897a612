import { memberOf } from '../../detection/member-of';
import { compareTexts } from '../../detection/text';
import type { Backlog, BacklogEntry } from '../../ports/backlog';

/** A backlog in this process, for tests. Nothing in it expires. */
export function createMemoryBacklog(): Backlog {
  const lists = new Map<string, Map<string, BacklogEntry>>();
  const entriesOf = (list: string) => memberOf(lists, list, () => new Map<string, BacklogEntry>());
  return {
    async add(list, entry) {
      entriesOf(list).set(entry.id, entry);
    },
    async read(list, limit) {
      return [...entriesOf(list).values()].sort((a, b) => compareTexts(a.id, b.id)).slice(0, limit);
    },
    async remove(list, id) {
      entriesOf(list).delete(id);
    },
  };
}
