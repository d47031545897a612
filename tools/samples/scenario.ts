import type { Windowing } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { timeOfDay } from './clock';
import type { Random } from './random';
import type { CloudTrailRecord } from './record';

/** A record, and how it is delivered when that is out of the ordinary. */
export interface TrailEntry {
  readonly record: CloudTrailRecord;
  /** By how much it is delivered later than its region's records are. */
  readonly lateSeconds?: number;
  /** Further deliveries of the same record, in seconds after the first. */
  readonly redeliveredAfter?: readonly number[];
}

/** A sweep that a detector at ten regions, ten calls and thirty seconds has to find. */
export interface ExpectedSweep {
  readonly scenario: string;
  readonly ruleId: RuleId;
  readonly principalArn: string;
  /** Distinct regions. */
  readonly regions: number;
  /** Distinct calls, redeliveries not counted. */
  readonly calls: number;
  /** `eventTime` of the first and of the last call. */
  readonly firstCall: string;
  readonly lastCall: string;
  /** The windowings in which it is found. */
  readonly windowings: readonly Windowing[];
}

/** What a scenario may use. */
export interface Stage {
  /** Midnight of the day, in seconds since the epoch. */
  readonly dayStart: number;
  /** The scenario's own stream: a change in one scenario changes no other. */
  readonly random: Random;
  /** How much of the ordinary traffic there is; 1 is the sample trail. */
  readonly trafficFactor: number;
}

interface Played {
  readonly entries: readonly TrailEntry[];
  /** Nothing else may be found in these entries. */
  readonly expected: readonly ExpectedSweep[];
}

/** Something that happened on the day of the trail. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly play: (stage: Stage) => Played;
}

/** The second at which the scenario's day has this time, for example `02:41:07`. */
export function at(stage: Stage, clockTime: string): number {
  return stage.dayStart + timeOfDay(clockTime);
}
