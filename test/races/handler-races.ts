import type { Finding } from '../../src/detection/finding';
import { type RuleSettings, WINDOWINGS } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { isAbove } from '../../src/detection/rules/rule';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { formatSecond } from '../../src/detection/time';
import { settingsOf } from '../support/calls';
import { oracleSweeps } from '../support/oracle';
import { trafficText } from '../support/state-table';
import { FEWEST_CALLS, LIST_SIZE, RACE_CASES, type RaceCall } from './race-cases';
import { runRace } from './run-race';

export interface HandlerRaces {
  /** Handlers that run at once. */
  readonly handlers: number;
  /** The endpoint of the DynamoDB that they share; read when a test starts. */
  readonly endpoint: () => string;
  /** Receives the figures of each race. */
  readonly note?: (figure: string) => void;
}

/** What the oracle predicts of a finding. */
interface ExpectedFinding {
  readonly ruleId: RuleId;
  readonly start: string;
  readonly end: string;
  readonly regions: readonly string[];
  readonly callCount: number;
  readonly atLeast: boolean;
  /** The number of IDs where there are more than a finding lists. */
  readonly eventIds: readonly string[] | number;
}

/** The most ids that a finding lists. */
const LISTED_IDS = 50;

const RACES = RACE_CASES.flatMap(({ joined, ...raceCase }) =>
  WINDOWINGS.map((windowing) => ({
    ...raceCase,
    windowing,
    // Only sliding windows can be joined.
    joined: windowing === 'sliding' ? joined : { atLeast: 0, atMost: 0 },
  })),
);

/** Many handlers at once find what the definitions require, and open each incident once. */
export function describeHandlerRaces(
  name: string,
  { handlers, endpoint, note }: HandlerRaces,
): void {
  describe(`${handlers} handlers at once on ${name}`, () => {
    it.each(RACES)('$what ($windowing)', async ({ what, windowing, race: raceOf, joined }) => {
      const race = raceOf(Math.max(handlers, FEWEST_CALLS));
      const settings = settingsOf({ windowing });

      const outcome = await runRace({ race, handlers, endpoint: endpoint(), settings });

      const { deliveries, redeliveries, errors, givenUp, state, published, traffic } = outcome;
      const { incidents, findings } = state;
      const merged = incidents.filter(({ mergedInto }) => mergedInto !== undefined);
      note?.(
        `${what}, ${windowing}: handlers ${handlers}, calls ${race.calls.length}, deliveries ${deliveries} ` +
          `(failed at first: ${errors.length}), findings ${findings.length}, ` +
          `notifications ${published.length}, incidents merged ${merged.length}. ${trafficText(traffic)}`,
      );
      expect({ givenUp, errors }).toEqual({ givenUp: [], errors: expect.any(Array) });
      // A call that arrives again while a handler publishes its incident has to wait; nothing else may fail.
      expect(errors.filter((error) => error !== 'NotificationPendingError')).toEqual([]);
      // No call is lost or stored twice.
      expect(idsOf(state.calls)).toEqual(idsOf(race.calls));
      // A request that is sent again may be counted again. No verdict depends on either figure.
      for (const count of [state.deliveries, race.calls.length + redeliveries]) {
        expect(count).toBeGreaterThanOrEqual(deliveries);
        expect(count).toBeLessThanOrEqual(deliveries + traffic.retries * LIST_SIZE);
      }
      // One finding per sweep, with every call of it.
      expect(findings.map(facts)).toEqual(expectedFindings(race.calls, settings));
      // One notification for each rise of an incident, those that merged later included, and no claim that is left.
      expect(published.filter((one, at) => !isNews(one, published.slice(0, at)))).toEqual([]);
      const reported = incidents.filter((one) => one.reported !== undefined);
      expect(new Set(published.map(({ incident }) => incident.id))).toEqual(
        new Set(reported.map(({ id }) => id)),
      );
      const open = incidents.filter(({ mergedInto }) => mergedInto === undefined);
      expect(open.filter((one) => one.reported === undefined || one.lease !== undefined)).toEqual(
        [],
      );
      // Every sweep is an incident of its own, but for sweeps of two rules at one time.
      expect(open).toHaveLength(separateIncidents(expectedFindings(race.calls, settings)));
      expect(merged.length).toBeGreaterThanOrEqual(joined.atLeast);
      expect(merged.length).toBeLessThanOrEqual(joined.atMost);
      for (const { evidence, thresholds } of published.flatMap(
        ({ incident }) => incident.findings,
      )) {
        expect(evidence.regionCount).toBeGreaterThanOrEqual(thresholds.minRegions);
        expect(evidence.callCount).toBeGreaterThanOrEqual(thresholds.minCalls);
      }
    });
  });
}

/** Whether it is the first of its incident, or more severe than each one before it. */
function isNews({ kind, incident }: Notification, earlier: readonly Notification[]): boolean {
  const before = earlier.filter((one) => one.incident.id === incident.id);
  const isRise = before.every((one) => isAbove(incident.severity, one.incident.severity));
  return isRise && (kind === 'opened' || before.length > 0);
}

/** How many incidents sweeps are that overlap no other one. */
function separateIncidents(
  findings: readonly { readonly start: string; readonly end: string }[],
): number {
  let last = '';
  let count = 0;
  for (const { start, end } of [...findings].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    count += start < last ? 0 : 1;
    last = end > last ? end : last;
  }
  return count;
}

function idsOf(calls: readonly { readonly eventId: string }[]): string[] {
  return calls.map(({ eventId }) => eventId).sort();
}

/** The part of a finding that the oracle can predict. */
function facts({ rule, window, evidence }: Finding): ExpectedFinding {
  const { regions, callCount, atLeast, eventIds } = evidence;
  return {
    ruleId: rule.id,
    start: window.start,
    end: window.end,
    regions,
    callCount,
    atLeast,
    eventIds: callCount > LISTED_IDS ? eventIds.length : eventIds,
  };
}

function expectedFindings(
  calls: readonly RaceCall[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
): ExpectedFinding[] {
  return [...RULE_IDS].sort().flatMap((ruleId) =>
    oracleSweeps(
      calls.filter((call) => call.ruleId === ruleId),
      settings[ruleId],
    ).map(({ start, end, regions, eventIds }) => ({
      ruleId,
      start: formatSecond(start),
      end: formatSecond(end),
      regions,
      callCount: eventIds.length,
      atLeast: false,
      eventIds: eventIds.length > LISTED_IDS ? LISTED_IDS : eventIds,
    })),
  );
}
