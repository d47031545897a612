/** What many handlers receive at once. Alice makes every call, so that all handlers write to the same items. */
import { routeRecord } from '../../demo/event-bus';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { formatSecond } from '../../src/detection/time';
import { uuid } from '../support/calls';
import { shuffled } from '../support/delivery';
import type { OracleCall } from '../support/oracle';
import { recordOf } from '../support/records';

export interface RaceCall extends OracleCall {
  readonly ruleId: RuleId;
}

export interface Race {
  readonly calls: readonly RaceCall[];
  /**
   * What the handlers are invoked with: events, or lists of them. A wave arrives at once; the next wave follows when
   * all of it is handled.
   */
  readonly waves: readonly (readonly unknown[])[];
}

export interface RaceCase {
  readonly what: string;
  /** @param size the approximate number of calls, {@link FEWEST_CALLS} at least. */
  readonly race: (size: number) => Race;
  /** Opened sweeps that a later call joins to another sweep. */
  readonly joined: { readonly atLeast: number; readonly atMost: number };
}

/** 2026-03-14T09:20:00Z, where two windows of 30 s meet. */
const EDGE = 1_773_480_000;
/** The time of all deliveries, in milliseconds. */
export const DELIVERED_AT = (EDGE + 90) * 1000;

const HOUR = 3600;
/** The most events in a list. */
export const LIST_SIZE = 10;

/** Enough calls for each burst of a race to reach the thresholds. */
export const FEWEST_CALLS = 40;

const NONE = { atLeast: 0, atMost: 0 };

export const RACE_CASES: readonly RaceCase[] = [
  {
    what: 'one sweep across the edge of two windows',
    joined: NONE,
    race: (size) => eachOnce(burst(EDGE - 15, 25, size)),
  },
  {
    what: 'a sweep on each side of an edge, a window apart',
    joined: NONE,
    race: (size) =>
      eachOnce([...burst(EDGE - 30, 1, size / 2), ...burst(EDGE, 1, size / 2, { firstId: size })]),
  },
  {
    what: 'half of the regions on each side of an edge',
    joined: NONE,
    race: (size) =>
      eachOnce([
        ...burst(EDGE - 5, 5, size / 2, { regions: 6 }),
        ...burst(EDGE, 5, size / 2, { regions: 6, firstRegion: 6, firstId: size }),
      ]),
  },
  {
    what: 'calls of now, of hours before and of the day before',
    joined: NONE,
    race: (size) =>
      eachOnce(
        [0, 1, 3, 20].flatMap((hours, index) =>
          burst(EDGE - 12 - hours * HOUR, 20, size / 4, { firstId: index * size }),
        ),
      ),
  },
  {
    what: 'two sweeps and the calls between them, at once',
    joined: { atLeast: 0, atMost: 2 },
    race: (size) => eachOnce([...twoSweeps(size / 2), ...callsBetween(size / 2)]),
  },
  {
    what: 'two sweeps, and later the calls between them',
    joined: { atLeast: 1, atMost: 1 },
    race: (size) => {
      const early = twoSweeps(size / 2);
      const late = callsBetween(size / 2);
      return { calls: [...early, ...late], waves: [shuffledEvents(early), shuffledEvents(late)] };
    },
  },
  {
    what: 'two rules at once',
    joined: NONE,
    race: (size) =>
      eachOnce([
        ...burst(EDGE - 15, 25, size / 2),
        ...burst(EDGE - 15, 25, size / 2, { ruleId: 'get-service-quota', firstId: size }),
      ]),
  },
  {
    what: 'each call as an event and three times in lists',
    joined: NONE,
    race: (size) => {
      const calls = burst(EDGE - 15, 25, size);
      const lists = [1, 2, 3].flatMap((seed) => listsOf(shuffled(calls, seed)));
      return { calls, waves: [shuffled([...calls.map(eventOf), ...lists], 4)] };
    },
  },
];

/** Too far apart to be one sweep, with tumbling windows too. */
function twoSweeps(size: number): RaceCall[] {
  return [...burst(EDGE - 40, 5, size / 2), ...burst(EDGE + 15, 5, size / 2, { firstId: size })];
}

function callsBetween(size: number): RaceCall[] {
  return burst(EDGE - 20, 25, size, { firstId: 2 * size });
}

interface BurstShape {
  readonly ruleId?: RuleId;
  readonly regions?: number;
  readonly firstRegion?: number;
  readonly firstId?: number;
}

/** Calls that start at a second, spread evenly over some seconds, through the regions in turn. */
function burst(
  start: number,
  seconds: number,
  count: number,
  { ruleId = 'describe-instances', regions = 12, firstRegion = 0, firstId = 0 }: BurstShape = {},
): RaceCall[] {
  return Array.from({ length: Math.floor(count) }, (_, index) => ({
    ruleId,
    eventId: uuid(firstId + index),
    second: start + Math.floor((index * seconds) / count),
    region: `region-${firstRegion + (index % regions)}`,
  }));
}

function eachOnce(calls: readonly RaceCall[]): Race {
  return { calls, waves: [shuffledEvents(calls)] };
}

function shuffledEvents(calls: readonly RaceCall[]): unknown[] {
  return shuffled(calls, 5).map(eventOf);
}

function eventOf({ ruleId, eventId, second, region }: RaceCall): unknown {
  return routeRecord(
    recordOf(ruleId, { eventID: eventId, eventTime: formatSecond(second), awsRegion: region }),
  );
}

function listsOf(calls: readonly RaceCall[]): unknown[] {
  return Array.from({ length: Math.ceil(calls.length / LIST_SIZE) }, (_, index) =>
    calls.slice(index * LIST_SIZE, (index + 1) * LIST_SIZE).map(eventOf),
  );
}
