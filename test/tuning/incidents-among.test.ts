import { incidentsAmong } from '../../src/tuning/incidents-among';
import { shuffled } from '../support/delivery';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Activities of 30 s that begin at these seconds. */
const activitiesAt = (...starts: readonly number[]) =>
  starts.map((start) => ({ start, end: start + 30 }));

/** The starts of the activities of each incident. */
const startsAmong = (starts: readonly number[], renotifyMinutes = 60) =>
  incidentsAmong(activitiesAt(...starts), renotifyMinutes).map((activities) =>
    activities.map(({ start }) => start),
  );

describe('incidentsAmong', () => {
  it.each<[string, number[], number[][]]>([
    ['no activity', [], []],
    ['activity before `renotifyMinutes`', [0, 29 + HOUR], [[0, 29 + HOUR]]],
    ['activity after `renotifyMinutes`', [0, 30 + HOUR], [[0], [30 + HOUR]]],
    ['activity that continues that of another', [0, HOUR, 2 * HOUR], [[0, HOUR, 2 * HOUR]]],
  ])('groups %s', (_, starts, expected) => {
    expect(startsAmong(starts)).toEqual(expected);
  });

  it('gives each activity that overlaps no other an incident of its own with 0 minutes', () => {
    expect(startsAmong([0, 29, 59, 60], 0)).toEqual([
      [0, 29],
      [59, 60],
    ]);
  });

  it('opens another incident for activity that begins 24 h after the first one', () => {
    const everyHour = Array.from({ length: 26 }, (_, hour) => hour * HOUR);

    const [first, next, ...others] = startsAmong(everyHour);

    expect(others).toEqual([]);
    expect(first?.at(-1)).toBe(23 * HOUR);
    expect(next).toEqual([DAY, 25 * HOUR]);
  });

  it('counts from the activity that ends last, not from the one that begins last', () => {
    const activities = [
      { start: 0, end: 500 },
      { start: 0, end: 30 },
      { start: 10, end: 40 },
      { start: 499, end: 510 },
    ];

    expect(incidentsAmong(activities, 0)).toHaveLength(1);
  });

  it('does not depend on the order of arrival', () => {
    const starts = Array.from({ length: 40 }, (_, index) => index * index * 60);
    const expected = incidentsAmong(activitiesAt(...starts), 60);

    for (const seed of [1, 2, 3]) {
      expect(incidentsAmong(shuffled(activitiesAt(...starts), seed), 60)).toEqual(expected);
    }
  });
});
