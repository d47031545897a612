import {
  measureFloodCapacity,
  measureSweepCapacity,
} from '../../../tools/bench/capacity/measure-capacity';
import { measureLogSize } from '../../../tools/bench/log-size';
import type { Measurement } from '../../../tools/bench/measurement';
import { measureTrailCapacity } from '../../../tools/bench/trail/measure-trail';
import { LOG_BYTES_PER_CALL, NOTIFICATION, TRAIL_USE, USE } from '../../../tools/cost/measured-use';

function valuesOf(figures: readonly Measurement[]): Record<string, number> {
  return Object.fromEntries(figures.map(({ name, value }) => [name, value]));
}

function missedOf(figures: readonly Measurement[]): string[] {
  return figures.filter(({ met }) => met === false).map(({ name }) => name);
}

describe('the figures that the cost function uses', () => {
  it('are what the bench measures for the log', () => {
    const figures = measureLogSize();

    expect(valuesOf(figures)).toEqual({ 'log-bytes-per-call': LOG_BYTES_PER_CALL });
  });

  it('are what the bench measures for a sweep, which keeps its budgets', async () => {
    const figures = await measureSweepCapacity();

    expect(valuesOf(figures)).toEqual({
      'sweep-write-units-per-call': 1,
      'notification-write-units': NOTIFICATION.writeUnits,
      'notification-read-units': NOTIFICATION.readUnits,
      'notification-bytes': expect.any(Number),
    });
    const bytes = valuesOf(figures)['notification-bytes'] ?? 0;
    expect(Math.ceil(bytes / (64 * 1024))).toBe(NOTIFICATION.chunks);
    expect(missedOf(figures)).toEqual([]);
  });

  it('are what the bench measures for a flood, which keeps its budgets', async () => {
    const figures = await measureFloodCapacity([10]);
    const values = valuesOf(figures);
    const figure = (end: string): number => values[`flood-10-processes-${end}`] ?? 0;

    expect({
      invocations: figure('invocations'),
      writeUnits: figure('write-units'),
      readUnits: figure('read-units'),
      requests: figure('write-requests') + figure('read-requests'),
    }).toEqual(USE.flood);
    expect(missedOf(figures)).toEqual([]);
  });

  it('are what the bench measures on the trail path, which keeps its budgets', async () => {
    const figures = await measureTrailCapacity();
    const values = valuesOf(figures);

    expect(values).toMatchObject({
      'trail-day-write-units': TRAIL_USE.call.writeUnits,
      'trail-day-read-units': TRAIL_USE.call.readUnits,
      'trail-day-note-write-units': TRAIL_USE.file.writeUnits,
      'trail-day-log-bytes': expect.closeTo(TRAIL_USE.file.logBytes, -1),
    });
    expect(missedOf(figures)).toEqual([]);
  });
});
