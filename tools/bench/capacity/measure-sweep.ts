import { type Measurement, rounded, withBudget } from '../measurement';
import { sweep } from '../traffic/flood';
import { directInvocations } from '../traffic/invocations';
import { runInvocations } from './run-invocations';

/** What one sweep takes, and of that what finding and publishing it takes beyond counting its calls. */
export async function measureSweepCapacity(): Promise<Measurement[]> {
  const run = await runInvocations(directInvocations(sweep(), 1));
  const on = `${run.events} calls in ${run.events} regions, direct ingestion, one process`;
  return [
    withBudget(
      {
        name: 'sweep-write-units-per-call',
        value: rounded(
          (run.writeUnits - run.ledger.writeUnits - run.memory.writeUnits) / run.events,
        ),
        unit: 'write units',
        on: `${on}, bucket items`,
      },
      { atMost: 1, note: 'while an item is below 1 KB' },
    ),
    {
      name: 'notification-write-units',
      value: run.ledger.writeUnits + run.memory.writeUnits,
      unit: 'write units',
      on: `${on}, ledger item and what is remembered`,
    },
    {
      name: 'notification-read-units',
      value: run.ledger.readUnits + run.memory.readUnits,
      unit: 'read units',
      on: `${on}, ledger item and what is remembered`,
    },
    withBudget(
      {
        name: 'notification-bytes',
        value: Math.max(...run.notificationBytes),
        unit: 'bytes',
        on: `${on}, bodies for all protocols`,
      },
      { atMost: 262_144, note: 'which SNS takes' },
    ),
  ];
}
