import { type Advice, withAdvice } from './aws-failure';
import type { OpenedTable } from './open-table';
import { checkTargetFlags, type TargetFlags } from './target-flags';

/** Runs with the table of the deployment. @throws UsageError, or an error that says what to do. */
export async function inTable<T>(
  flags: TargetFlags,
  advice: Advice,
  run: (table: OpenedTable) => Promise<T>,
): Promise<T> {
  checkTargetFlags(flags);
  // Loaded on demand: a usage error does not need the AWS SDK.
  const { openTable } = await import('./open-table');
  return withAdvice(advice, async () => {
    const table = await openTable(flags);
    try {
      return await run(table);
    } finally {
      table.client.destroy();
    }
  });
}
