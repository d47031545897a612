import {
  measureBurstCapacity,
  measureDayCapacity,
  measureFloodCapacity,
} from './capacity/measure-capacity';
import { measureSweepCapacity } from './capacity/measure-sweep';
import { measureLogSize } from './log-size';
import type { Measurement } from './measurement';

/** All figures that `docs/cost.md` rests on. They are the same on every machine, and take minutes. */
export async function measureCostFigures(): Promise<Measurement[]> {
  return [
    ...measureLogSize(),
    ...(await measureSweepCapacity()),
    ...(await measureFloodCapacity()),
    ...(await measureBurstCapacity()),
    ...(await measureDayCapacity()),
  ];
}
