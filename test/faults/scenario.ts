import { routeRecord } from '../../demo/event-bus';
import type { Ingestion } from '../../src/config/config';
import type { Thresholds } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import { formatSecond } from '../../src/detection/time';
import { uuid } from '../support/calls';
import { recordOf } from '../support/records';

/** Calls and how they arrive. */
export interface Scenario {
  readonly name: string;
  readonly ingestion: Ingestion;
  /** The thresholds that differ from the defaults. */
  readonly thresholds: Partial<Thresholds>;
  /** 200 unless given. */
  readonly maxTrackedCalls?: number;
  /** As deployed unless given. */
  readonly batchSize?: number;
  /** Calls that arrived earlier, together and without a fault. */
  readonly before: readonly Arrivals[];
  /** Calls that arrive, each as an event, while faults hit the handler. */
  readonly arrivals: readonly Arrivals[];
  /** The severity of a sweep is that of its rule unless given. */
  readonly severity?: SeveritySettings;
  /** 0 unless given: every sweep is notified. */
  readonly renotifyMinutes?: number;
  /** The number of notifications when nothing fails. */
  readonly notifications: number;
}

/** Calls of one user that arrive one after the other. */
interface Arrivals {
  /** Seconds until the first call arrives; 0 unless given. */
  readonly after?: number;
  /** Seconds from one call to the next; 1 unless given. */
  readonly every?: number;
  readonly user?: string;
  readonly rule?: RuleId;
  /**
   * The second and region of each call, such as `0a 29b`. A repeated one is delivered again; `0a2` is another call at
   * second 0 in region `a`, and `0a!` a denied one.
   */
  readonly calls: string;
}

/** A call of a scenario. */
export interface ScenarioCall {
  readonly ruleId: RuleId;
  readonly arn: string;
  readonly eventId: string;
  /** Seconds since the epoch. */
  readonly second: number;
  readonly region: string;
  readonly isDenied: boolean;
}

/** A call on its way to the function. */
export interface Delivery {
  readonly call: ScenarioCall;
  /** The EventBridge event that holds it. */
  readonly event: unknown;
}

interface Arriving extends Delivery {
  /** Milliseconds after the first arrival. */
  readonly after: number;
}

/** Second 0 of the calls; a window begins here. */
export const EPOCH_SECOND = Date.UTC(2026, 2, 1, 12) / 1000;

/** @param suffix added to the names of the users, so that no other run has them. */
export function arrivingCalls(arrivals: readonly Arrivals[], suffix: string): Arriving[] {
  return arrivals.flatMap(
    ({ after = 0, every = 1, user = 'alice', rule = 'describe-instances', calls }) =>
      calls.split(' ').map((place, index) => {
        const call = callAt(place, rule, `arn:aws:iam::111122223333:user/${user}-${suffix}`);
        return { call, event: eventOf(call), after: (after + index * every) * 1000 };
      }),
  );
}

function callAt(place: string, ruleId: RuleId, arn: string): ScenarioCall {
  const [, second = '', region = '', number = '', mark = ''] =
    /^(\d+)([a-z]+)(\d*)(!?)$/.exec(place) ?? [];
  if (region === '') {
    throw new Error(`"${place}" is no call; 29b is one at second 29 in region b.`);
  }
  return {
    ruleId,
    arn,
    // Ids need to be distinct only within one user and rule.
    eventId: uuid(Number.parseInt(`${second}${region}${number}`, 36)),
    second: EPOCH_SECOND + Number(second),
    region: `region-${region}`,
    isDenied: mark !== '',
  };
}

function eventOf({ ruleId, arn, eventId, second, region, isDenied }: ScenarioCall): unknown {
  return routeRecord(
    recordOf(ruleId, {
      eventID: eventId,
      eventTime: formatSecond(second),
      awsRegion: region,
      ...(isDenied && { errorCode: 'Client.UnauthorizedOperation' }),
      userIdentity: { type: 'IAMUser', arn, accountId: '111122223333' },
    }),
  );
}
