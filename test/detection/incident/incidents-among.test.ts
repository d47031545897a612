import { incidentsAmong } from '../../../src/detection/incident/incidents-among';
import { shuffled } from '../../support/delivery';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Activities of 30 s that begin at these seconds. */
const activitiesAt = (...starts: readonly number[]) =>
  starts.map((start) => ({ start, end: start + 30 }));

/** The starts of the members of each incident. */
const startsAmong = (starts: readonly number[], renotifyMinutes = 60) =>
  incidentsAmong(activitiesAt(...starts), renotifyMinutes).map(({ members }) =>
    members.map(({ start }) => start),
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

  it('takes no activity 24 h after the first: the incident is ongoing, and another follows', () => {
    const everyHour = Array.from({ length: 26 }, (_, hour) => hour * HOUR);

    const [first, next, ...others] = incidentsAmong(activitiesAt(...everyHour), 60);

    expect(others).toEqual([]);
    expect(first).toMatchObject({ start: 0, end: 23 * HOUR + 30, isOngoing: true });
    expect(next).toMatchObject({ start: DAY, isOngoing: false, follows: first });
  });

  it('follows an incident that ended within a day before', () => {
    const [, within] = incidentsAmong(activitiesAt(0, 29 + DAY), 60);
    const [before, after] = incidentsAmong(activitiesAt(0, 30 + DAY), 60);

    expect(within?.follows).toBeDefined();
    expect(before?.isOngoing).toBe(false);
    expect(after?.follows).toBeUndefined();
  });

  it('ends with the activity that ends last', () => {
    const activities = [
      { start: 0, end: 500 },
      { start: 0, end: 30 },
      { start: 10, end: 40 },
    ];

    expect(incidentsAmong(activities, 60)).toMatchObject([{ start: 0, end: 500 }]);
  });

  it('does not depend on the order of arrival', () => {
    const starts = Array.from({ length: 40 }, (_, index) => index * index * 60);
    const expected = incidentsAmong(activitiesAt(...starts), 60);

    for (const seed of [1, 2, 3]) {
      expect(incidentsAmong(shuffled(activitiesAt(...starts), seed), 60)).toEqual(expected);
    }
  });
});
