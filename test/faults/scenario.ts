import { routeRecord } from '../../demo/event-bus';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import type { KnownCall } from '../support/incident-oracle';
import { type CallShape, type Person, recordBy, sessionOf, userNamed } from '../support/people';

/** Calls and how they arrive. */
export interface Scenario {
  readonly name: string;
  /** The settings of both rules that differ from the defaults. */
  readonly thresholds: Partial<RuleSettings>;
  /** 200 unless given. */
  readonly maxTrackedCalls?: number;
  /** The most calls that the function gets at once, of those that arrive together; 1 unless given. */
  readonly groupSize?: number;
  /** Calls that arrived earlier, together and without a fault. */
  readonly before: readonly Arrivals[];
  /** Calls that arrive while faults hit the handler. */
  readonly arrivals: readonly Arrivals[];
  /** The severity of a sweep is that of its rule unless given. */
  readonly severity?: SeveritySettings;
  /** 0 unless given: every sweep is an incident. */
  readonly renotifyMinutes?: number;
  /** The number of notifications when nothing fails, before the closings. */
  readonly notifications: number;
}

/** Calls of one user, or of one session of a role, that arrive one after the other. */
interface Arrivals {
  /** Seconds until the first call arrives; 0 unless given. */
  readonly after?: number;
  /** Seconds from one call to the next; 1 unless given. */
  readonly every?: number;
  readonly user?: string;
  /** The role of which the user is a session. */
  readonly role?: string;
  readonly rule?: RuleId;
  /**
   * The second and region of each call, such as `0a 29b`. A repeated one is delivered again; `0a2` is another call at
   * second 0 in region `a`, and `0a!` a denied one.
   */
  readonly calls: string;
}

/** A call of a scenario. */
export interface ScenarioCall extends KnownCall {
  readonly call: Call;
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

/** @param suffix added to the names of the users and roles, so that no other run has them. */
export function arrivingCalls(
  arrivals: readonly Arrivals[],
  suffix: string,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): Arriving[] {
  return arrivals.flatMap(({ after = 0, every = 1, rule = 'describe-instances', ...shape }) =>
    shape.calls.split(' ').map((place, index) => {
      const person = personNamed(shape, suffix);
      const record = recordBy(person, { ...shapeAt(place), rule });
      const { calls } = takeCalls([{ kind: 'record', record }], { settings, digest: sha256Digest });
      return {
        call: { call: calls[0] as Call, identity: person.identity },
        event: routeRecord(record),
        after: (after + index * every) * 1000,
      };
    }),
  );
}

function personNamed(
  { user = 'alice', role }: Pick<Arrivals, 'user' | 'role'>,
  suffix: string,
): Person {
  return role === undefined
    ? userNamed(`${user}-${suffix}`, '198.51.100.7')
    : sessionOf(`${role}-${suffix}`, `${user}-${suffix}`, '198.51.100.7');
}

function shapeAt(place: string): CallShape {
  const [, second = '', region = '', number = '', mark = ''] =
    /^(\d+)([a-z]+)(\d*)(!?)$/.exec(place) ?? [];
  if (region === '') {
    throw new Error(`"${place}" is no call; 29b is one at second 29 in region b.`);
  }
  return {
    // IDs need to be distinct only within one user and rule.
    number: Number.parseInt(`${second}${region}${number}`, 36),
    second: EPOCH_SECOND + Number(second),
    region: `region-${region}`,
    isDenied: mark !== '',
  };
}
