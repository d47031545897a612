import type { Windowing } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { buildRecord } from './build-record';
import type { Caller } from './caller';
import type { ApiCall } from './record';
import type { ExpectedSweep, Stage, TrailEntry } from './scenario';

/** How a caller goes from region to region. */
export interface Tour {
  readonly caller: Caller;
  readonly regions: readonly string[];
  readonly start: number;
  /** Seconds from the start to the call in the region at this place of the list. */
  readonly offset: (index: number) => number;
  readonly call: (region: string) => ApiCall;
}

/** One call in each region, in order. */
export function callEachRegion(stage: Stage, tour: Tour): TrailEntry[] {
  const { caller, regions, start, offset, call } = tour;
  return regions.map((region, index) => ({
    record: buildRecord(caller, call(region), {
      random: stage.random,
      accountId: caller.accountId,
      region,
      second: start + offset(index),
    }),
  }));
}

/** Offsets that spread `count` calls evenly: the first at 0, the last at `seconds`. */
export function spread(count: number, seconds: number): (index: number) => number {
  return (index) => Math.round((index * seconds) / (count - 1));
}

/** Offsets with the same pause between any two calls. */
export function every(seconds: number): (index: number) => number {
  return (index) => index * seconds;
}

/** The expectation that these entries, and no others, are one sweep. */
export function expectSweep(
  scenario: string,
  ruleId: RuleId,
  entries: readonly TrailEntry[],
  windowings: readonly Windowing[],
): ExpectedSweep {
  const records = entries.map((entry) => entry.record);
  const principalArn = records.at(0)?.userIdentity.arn;
  if (principalArn === undefined) {
    throw new TypeError(`The sweep of "${scenario}" needs calls by a caller with an ARN.`);
  }
  const times = records.map((record) => record.eventTime).sort();
  return {
    scenario,
    ruleId,
    principalArn,
    regions: new Set(records.map((record) => record.awsRegion)).size,
    calls: new Set(records.map((record) => record.eventID)).size,
    firstCall: times.at(0) ?? '',
    lastCall: times.at(-1) ?? '',
    windowings,
  };
}
