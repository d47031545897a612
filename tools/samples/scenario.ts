import { WINDOWINGS, type Windowing } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { TrailEntry } from './record';
import type { Play } from './walk';

/** Something that happens on the day of the trail. */
export interface Scenario {
  readonly name: string;
  /** Its random numbers are its own: a change in one scenario changes no other. */
  readonly play: Play;
  /** The rule of the sweep that a detector must find in it; without one, it must find none. */
  readonly ruleId?: RuleId;
  /** The windowings in which it must find it. @default all */
  readonly windowings?: readonly Windowing[];
}

/** A sweep that a detector at ten regions, ten calls and 30 s must find. */
export interface ExpectedSweep {
  readonly scenario: string;
  readonly ruleId: RuleId;
  readonly principalArn: string;
  /** Distinct regions. */
  readonly regions: number;
  /** Distinct calls; redeliveries do not count. */
  readonly calls: number;
  /** `eventTime` of the first and of the last call. */
  readonly firstCall: string;
  readonly lastCall: string;
  /** The windowings in which it is found. */
  readonly windowings: readonly Windowing[];
}

const EVENT_NAMES: Readonly<Record<RuleId, string>> = {
  'describe-instances': 'DescribeInstances',
  'get-service-quota': 'GetServiceQuota',
};

/** The expectation that all calls of the rule are one sweep. */
export function expectedSweepOf(
  { name, ruleId, windowings = WINDOWINGS }: Scenario,
  entries: readonly TrailEntry[],
): ExpectedSweep[] {
  if (ruleId === undefined) {
    return [];
  }
  const records = entries
    .map(({ record }) => record)
    .filter(({ eventName }) => eventName === EVENT_NAMES[ruleId]);
  const times = records.map(({ eventTime }) => eventTime).sort();
  return [
    {
      scenario: name,
      ruleId,
      principalArn: records.at(0)?.userIdentity.arn ?? '',
      regions: new Set(records.map(({ awsRegion }) => awsRegion)).size,
      calls: new Set(records.map(({ eventID }) => eventID)).size,
      firstCall: times.at(0) ?? '',
      lastCall: times.at(-1) ?? '',
      windowings,
    },
  ];
}
