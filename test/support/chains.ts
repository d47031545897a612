import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import type { JsonObject } from '../../src/detection/json';
import type { Call } from '../../src/detection/model';
import { formatSecond } from '../../src/detection/time';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { WATCHES } from '../../src/detection/watched/watch-catalog';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { settingsOf, uuid } from './calls';
import { type Person, recordBy } from './people';
import { watchedRecord } from './watched-records';

/** What somebody does, one after the other. */
export interface Step {
  readonly by: Person;
  /** Seconds after the beginning. */
  readonly at: number;
  /** ID of a watched call, or `sweep`. */
  readonly does: string;
  /** Members of the record. */
  readonly with?: JsonObject;
}

/** 2026-03-01, noon. */
export const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

/** The records of steps, in their order: a sweep is a call in each of ten regions. */
export function recordsOfSteps(steps: readonly Step[]): JsonObject[] {
  let number = 0;
  return steps.flatMap(({ by, at, does, with: members = {} }) => {
    if (does === 'sweep') {
      return Array.from({ length: 10 }, (_, index) => {
        number += 1;
        const shape = { number, second: NOON + at + index, region: `region-${index}` };
        return { ...recordBy(by, shape), ...members };
      });
    }
    number += 1;
    return [
      watchedRecord(does, {
        eventID: uuid(number),
        eventTime: formatSecond(NOON + at),
        sourceIPAddress: by.sourceIp,
        userIdentity: by.userIdentity,
        ...members,
      }),
    ];
  });
}

const ALL_WATCHES = indexWatches(WATCHES);

/** What a record is to the detector. */
export type Delivery =
  | { readonly second: number; readonly call: Call }
  | { readonly second: number; readonly watched: WatchedCall };

/** Records as the detector takes them. */
export function deliveriesOf(records: readonly JsonObject[]): Delivery[] {
  const options = { settings: settingsOf(), digest: sha256Digest };
  return records.flatMap((record): Delivery[] => {
    const { calls, watched } = takeCalls([{ kind: 'record', record }], options, ALL_WATCHES);
    return [
      ...calls.map((call) => ({ second: call.second, call })),
      ...watched.map((one) => ({ second: one.second, watched: one })),
    ];
  });
}
