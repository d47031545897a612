import { type Budget, figure, type Measurement, rounded } from '../measurement';
import type { DeliveredEvent } from '../traffic/deliveries';
import { eventInvocations } from '../traffic/invocations';
import {
  assumedRole,
  callsOfOneRegion,
  launches,
  sweepBy,
  sweepsEachMinute,
} from '../traffic/watched';
import { type Run, runInvocations } from './run-invocations';

/** The sizes of a flood and of an hour of sweeps. */
const LAUNCHES = 3000;
const MINUTES = 60;

/** How many calls of a sweep decide it. */
const DECIDING = 10;

/** Some events, and those that came before them. */
interface Case {
  readonly name: string;
  readonly on: string;
  /** @default nothing */
  readonly before?: readonly DeliveredEvent[];
  readonly events: readonly DeliveredEvent[];
  /** @default 1 */
  readonly processes?: number;
  /** By the end of the names of figures. */
  readonly budgets?: Readonly<Record<string, Budget>>;
}

const NO_SWEEP: Readonly<Record<string, Budget>> = {
  'write-units': { atMost: 1 },
  'read-units': { atMost: 1.1 },
};
const WATCHED: Readonly<Record<string, Budget>> = {
  'write-units': { atMost: 1 },
  'read-units': { atMost: 2 },
};

function cases(): readonly Case[] {
  const user = callsOfOneRegion('user', 2);
  const session = callsOfOneRegion('session', 2);
  const [byUser, bySession] = [sweepBy('user'), sweepBy('session')];
  const flood = launches(LAUNCHES, 60);
  const inMinute = `${LAUNCHES} RunInstances of one user within a minute`;
  return [
    {
      name: 'call',
      on: 'a call by a user without a sweep, its second one',
      before: user.slice(0, 1),
      events: user.slice(1),
      budgets: NO_SWEEP,
    },
    {
      name: 'session-call',
      on: 'the same by a session of a role',
      before: session.slice(0, 1),
      events: session.slice(1),
      budgets: NO_SWEEP,
    },
    {
      name: 'deciding-call',
      on: 'the call of a user that makes a sweep',
      before: byUser.slice(0, DECIDING - 1),
      events: byUser.slice(DECIDING - 1, DECIDING),
    },
    {
      name: 'deciding-session-call',
      on: 'the call of a session of a role that makes a sweep',
      before: bySession.slice(0, DECIDING - 1),
      events: bySession.slice(DECIDING - 1, DECIDING),
    },
    {
      name: 'watched-call',
      on: 'RunInstances by a user without an incident',
      events: launches(1),
      budgets: WATCHED,
    },
    {
      name: 'watched-role',
      on: 'AssumeRole by a user without an incident',
      events: assumedRole(),
      budgets: WATCHED,
    },
    {
      name: 'watched-call-in-incident',
      on: 'the first RunInstances after a sweep, which sends an alert',
      before: byUser,
      events: launches(1),
    },
    {
      name: 'watched-call-again',
      on: 'the second RunInstances after a sweep, which sends none',
      before: [...byUser, ...launches(2, 10).slice(0, 1)],
      events: launches(2, 10).slice(1),
    },
    { name: 'watched-flood', on: `${inMinute}, without an incident`, events: flood },
    {
      name: 'watched-flood-10-processes',
      on: `${inMinute}, without an incident, ten processes`,
      events: flood,
      processes: 10,
    },
    {
      name: 'watched-flood-in-incident',
      on: `${inMinute}, after a sweep`,
      before: byUser,
      events: flood,
    },
    {
      name: 'watched-flood-in-incident-10-processes',
      on: `${inMinute}, after a sweep, ten processes`,
      before: byUser,
      events: flood,
      processes: 10,
    },
    {
      name: 'sweep-each-minute',
      on: `a user that calls 17 regions each minute, for ${MINUTES} min`,
      events: sweepsEachMinute(MINUTES),
      budgets: { 'write-units': { atMost: 2 } },
    },
  ];
}

/** What single calls use, and floods of watched calls, as DynamoDB reports it. */
export async function measureWatchedCapacity(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const one of cases()) {
    measurements.push(...(await measureCase(one)));
  }
  return measurements;
}

async function measureCase({ name, on, before = [], events, processes = 1, budgets = {} }: Case) {
  const run = (some: readonly DeliveredEvent[]) =>
    runInvocations(eventInvocations(some, processes));
  const [start, end] = [await run(before), await run([...before, ...events])];
  const perCall = (value: (run: Run) => number): number =>
    rounded((value(end) - value(start)) / events.length);
  const figures: (readonly [end: string, value: number, unit: string])[] = [
    ['write-units', perCall((one) => one.writeUnits), 'write units per call'],
    ['read-units', perCall((one) => one.readUnits), 'read units per call'],
    ['writes', perCall((one) => one.writes), 'writes per call'],
    ['reads', perCall((one) => one.reads), 'reads per call'],
    ['round-trips', perCall((one) => one.roundTrips), 'round trips per call'],
  ];
  const published = end.notificationBytes.length - start.notificationBytes.length;
  const isAlert = events.length === 1 && published > 0;
  return [
    ...figures.map(([what, value, unit]) =>
      figure(`${name}-${what}`, value, unit, on, budgets[what]),
    ),
    figure(`${name}-notifications`, published, 'notifications', on),
    ...(isAlert
      ? [
          figure(
            `${name}-round-trips-to-publish`,
            end.roundTripsToPublish - start.roundTrips,
            'round trips',
            on,
          ),
        ]
      : []),
  ];
}
