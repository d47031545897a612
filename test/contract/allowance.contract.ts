import type { Allowance } from '../../src/ports/allowance';

const HOUR = { start: 1_773_478_800, seconds: 3600 };

let names = 0;

/** A name that no other test uses. */
function newName(): string {
  names += 1;
  return `name ${names}`;
}

/** What every allowance must do. @param open opens the same counters, as another process would. */
export function describeAllowance(name: string, open: () => Promise<Allowance>): void {
  describe(`${name} as an allowance`, () => {
    it('counts what all processes take', async () => {
      const taken = newName();
      const counts = [
        await (await open()).take(taken, HOUR),
        await (await open()).take(taken, HOUR),
      ];

      expect(counts).toEqual([1, 2]);
    });

    it('gives each of many takers its own number', async () => {
      const taken = newName();
      const processes = await Promise.all([open(), open(), open()]);

      const counts = await Promise.all(
        Array.from({ length: 60 }, (_, index) => processes[index % 3]?.take(taken, HOUR)),
      );

      expect(counts.sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: 60 }, (_, index) => index + 1),
      );
    });

    it('keeps names, periods and lengths of periods apart', async () => {
      const allowance = await open();
      const taken = newName();
      await allowance.take(taken, HOUR);

      expect(await allowance.take(newName(), HOUR)).toBe(1);
      expect(await allowance.take(taken, { ...HOUR, start: HOUR.start + 3600 })).toBe(1);
      expect(await allowance.take(taken, { ...HOUR, seconds: 1 })).toBe(1);
      expect(await allowance.take(taken, HOUR)).toBe(2);
    });

    it('takes any text as a name', async () => {
      const allowance = await open();

      for (const text of ['', '__proto__', '\ud800', 'x'.repeat(10_000)]) {
        expect(await allowance.take(text, HOUR)).toBe(1);
      }
    });
  });
}
