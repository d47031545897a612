import { settingsOf } from '../../support/calls';
import { randomNumbers } from '../../support/delivery';
import { createIncidentWorld } from '../../support/incident-world';
import { createMeasuredStore } from '../../support/ledger-bytes';
import { callBy, callsOf, type Person, sessionOf } from '../../support/people';

const START = Date.UTC(2026, 2, 1) / 1000;
const GROUP_BY = ['arn', 'accessKey', 'role', 'sourceIp'] as const;

export const MAX_LEDGER_BYTES = 16 * 1024;

/** A month of an identity that sweeps all the time. */
export interface Month {
  readonly days: number;
  readonly sweepsPerDay: number;
  readonly renotifyMinutes: number;
  /** False if every closing fails, so that no incident ever closes. */
  readonly closes: boolean;
  /** Session names, of which each is another principal and another actor. */
  readonly sessions: readonly string[];
  readonly seed: number;
}

/** Session names as long as a caller may make them, of characters that take two in JSON. */
export const LONGEST_SESSIONS: readonly string[] = Array.from(
  { length: 60 },
  (_, index) => `${index}${'"\\'.repeat(150)}`,
);

/** @returns the size of the largest ledger item in the month, in bytes. */
export async function largestLedger(month: Month): Promise<number> {
  const random = randomNumbers(month.seed);
  const measured = createMeasuredStore();
  const world = createIncidentWorld({
    settings: settingsOf({ groupBy: GROUP_BY, minRegions: 2, minCalls: 2 }),
    store: measured.store,
    renotifyMinutes: month.renotifyMinutes,
    now: START * 1000,
  });
  let number = 0;
  for (let sweep = 0; sweep < month.days * month.sweepsPerDay; sweep += 1) {
    const second = START + Math.floor(((sweep + random()) * 86_400) / month.sweepsPerDay);
    const name = month.sessions[Math.floor(random() * month.sessions.length)] ?? 's1';
    const person = personNamed(name, Math.floor(random() * 50));
    const calls = ['a', 'b', 'c'].map((region, index) => {
      number += 1;
      return callBy(
        person,
        { number, second: second + index, region, isDenied: random() < 0.2 },
        GROUP_BY,
      );
    });
    // Some come hours late.
    const at = (second + 120 + (random() < 0.05 ? 7200 : 0)) * 1000;
    if (month.closes) {
      await world.passTo(at);
    } else {
      world.skipTo(at);
    }
    await world.detect(callsOf(calls));
  }
  return measured.largest;
}

function personNamed(session: string, ip: number): Person {
  return sessionOf('Inventory-with-a-rather-long-name', session, `198.51.100.${ip}`);
}
