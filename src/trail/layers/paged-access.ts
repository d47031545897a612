import type { RandomAccess } from './bytes';

/** Of a remote file, small parts next to each other are read together. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** The directory of an archive, and a few places in it. */
const MAX_PAGES = 4;

/** Reads pages, and keeps the latest: the libraries for archives ask for a few bytes at a time. */
export function pagedAccess({ size, read }: RandomAccess): RandomAccess {
  const kept = new Map<number, Promise<Buffer>>();

  const pageAt = (start: number): Promise<Buffer> => {
    const page = kept.get(start) ?? read(start, Math.min(size, start + PAGE_BYTES));
    // As the latest.
    kept.delete(start);
    kept.set(start, page);
    for (const oldest of kept.keys()) {
      if (kept.size > MAX_PAGES) {
        kept.delete(oldest);
      }
    }
    return page;
  };

  return {
    size,
    read: async (start, end) => {
      const parts: Buffer[] = [];
      for (let at = start - (start % PAGE_BYTES); at < Math.min(end, size); at += PAGE_BYTES) {
        const page = await pageAt(at);
        parts.push(page.subarray(Math.max(0, start - at), end - at));
      }
      return Buffer.concat(parts);
    },
  };
}
