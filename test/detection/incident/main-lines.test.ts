import fc from 'fast-check';
import type { SweepLine, TimelineLine } from '../../../src/detection/incident/incident';
import { mainLines } from '../../../src/detection/incident/main-lines';
import { WATCH_CATEGORIES } from '../../../src/detection/watched/watch-catalog';
import { watchedLine } from '../../support/watched-lines';

/** `09:00` plus some minutes. */
function at(minutes: number): string {
  return new Date(Date.UTC(2026, 2, 14, 9, minutes)).toISOString().replace('.000Z', 'Z');
}

function sweepAt(minutes: number, findingId = `sweep-${minutes}`): SweepLine {
  return {
    kind: 'sweep',
    time: at(minutes),
    until: at(minutes),
    findingId,
    ruleId: 'describe-instances',
    principalKey: 'arn:arn:aws:iam::111122223333:user/alice',
    severity: 'high',
    regionCount: 17,
    callCount: 17,
  };
}

const launched = watchedLine({ time: at(50), eventName: 'RunInstances', category: 'compute' });
const failed = watchedLine({ time: at(55), category: 'compute', errorCode: 'AccessDenied' });
const widened = watchedLine({ time: at(20), eventName: 'CreateKeyPair', category: 'reach' });

describe('mainLines', () => {
  it('keeps the sweep that leads and what followed, however often the caller sweeps', () => {
    const sweeps = Array.from({ length: 40 }, (_, index) => sweepAt(index));
    const timeline = [...sweeps, launched, failed];

    expect(mainLines(timeline, 'sweep-7', 3)).toEqual([sweeps[7], launched, failed]);
  });

  it('prefers what is urgent, then what failed, then further sweeps', () => {
    const timeline = [sweepAt(0, 'lead'), sweepAt(10), widened, launched, failed];

    expect(mainLines(timeline, 'lead', 2)).toEqual([timeline[0], launched]);
    expect(mainLines(timeline, 'lead', 3)).toEqual([timeline[0], widened, launched]);
    expect(mainLines(timeline, 'lead', 4)).toEqual([timeline[0], widened, launched, failed]);
  });

  it('keeps the newest of equals', () => {
    const lines = [1, 2, 3, 4].map((minutes) => watchedLine({ time: at(minutes) }));

    expect(mainLines(lines, 'lead', 2)).toEqual(lines.slice(2));
  });

  it('puts a category that calls for no action after all that do', () => {
    const read = watchedLine({ time: at(59), eventName: 'DescribeRegions', category: 'reads' });

    expect(mainLines([widened, read], 'lead', 1)).toEqual([widened]);
  });

  it('keeps the order of time and the number of lines', () => {
    const line = fc
      .record({
        minutes: fc.nat(59),
        category: fc.constantFrom(...WATCH_CATEGORIES.map(({ id }) => id), 'unknown', '__proto__'),
        isSweep: fc.boolean(),
        isFailed: fc.boolean(),
      })
      .map(({ minutes, category, isSweep, isFailed }): TimelineLine => {
        const error = isFailed ? { errorCode: 'x' } : {};
        return isSweep ? sweepAt(minutes) : watchedLine({ time: at(minutes), category, ...error });
      });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 90 }),
        fc.integer({ min: 1, max: 60 }),
        (all, max) => {
          const timeline = [...all].sort((a, b) => a.time.localeCompare(b.time));
          const kept = mainLines(timeline, 'sweep-0', max);

          expect(kept).toEqual(timeline.filter((one) => kept.includes(one)));
          expect(kept).toHaveLength(Math.min(max, timeline.length));
        },
      ),
    );
  });
});
