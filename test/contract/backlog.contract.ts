import type { Backlog } from '../../src/ports/backlog';

let lists = 0;

/** A list that no other test uses. */
function newList(): string {
  lists += 1;
  return `list#${lists}`;
}

/** What every backlog must do. @param open opens the same lists, as another process would. */
export function describeBacklog(name: string, open: () => Promise<Backlog>): void {
  describe(`${name} as a backlog`, () => {
    it('has nothing in a list that nobody added to', async () => {
      expect(await (await open()).read(newList())).toEqual([]);
    });

    it('shows all processes the entries of a list, by ID, each once', async () => {
      const list = newList();
      const backlog = await open();
      await backlog.add(list, { id: 'b', text: 'replaced' });
      await backlog.add(newList(), { id: 'c', text: 'elsewhere' });
      await backlog.add(list, { id: 'a', text: '1' });
      await backlog.add(list, { id: 'b', text: '2' });

      expect(await (await open()).read(list)).toEqual([
        { id: 'a', text: '1' },
        { id: 'b', text: '2' },
      ]);
    });

    it('reads only as many as asked for', async () => {
      const list = newList();
      const backlog = await open();
      for (const id of ['3', '1', '2']) {
        await backlog.add(list, { id, text: id });
      }

      expect((await backlog.read(list, 2)).map(({ id }) => id)).toEqual(['1', '2']);
    });

    it('reads lists of more than one page', async () => {
      const list = newList();
      const backlog = await open();
      const text = 'x'.repeat(100_000);
      await Promise.all(
        Array.from({ length: 25 }, (_, index) => backlog.add(list, { id: `${index}`, text })),
      );

      expect(await backlog.read(list)).toHaveLength(25);
    });

    it('removes an entry, and does not mind one that is not there', async () => {
      const list = newList();
      const backlog = await open();
      await backlog.add(list, { id: 'a', text: '1' });

      await backlog.remove(list, 'a');
      await backlog.remove(list, 'a');

      expect(await backlog.read(list)).toEqual([]);
    });
  });
}
