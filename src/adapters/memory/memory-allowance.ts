import type { Allowance } from '../../ports/allowance';

/** Allowances in this process, for tests. They do not expire. */
export function createMemoryAllowance(): Allowance {
  const taken = new Map<string, number>();
  return {
    async take(name, { start, seconds }) {
      const key = `${start} ${seconds} ${name}`;
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return count;
    },
  };
}
