import { iamUser, roleSession } from '../../samples/callers';
import type { Call } from '../../samples/calls/call';
import { assumeRole, runInstances } from '../../samples/calls/ordinary';
import { MAIN_ACCOUNT } from '../../samples/ids';
import { hashText, Random } from '../../samples/random';
import { REGIONS } from '../../samples/regions';
import { inTurn, type Play, type Walk, walk } from '../../samples/walk';
import { DAY_START, type DeliveredEvent, deliveriesOf, routeAny } from './deliveries';

const ORIGIN = ['198.51.100.7', 'aws-cli/2.24.10 ua/2.1 os/linux#6.1.0'] as const;

const CALLERS = {
  user: iamUser(MAIN_ACCOUNT, 'build-uploader', ORIGIN),
  session: roleSession(MAIN_ACCOUNT, 'deploy/job-7', ORIGIN),
} as const;
export type CallerKind = keyof typeof CALLERS;

/** A launch of instances, two minutes after the sweeps begin. */
const LAUNCH_AT = 120;

/** The same caller, region after region, without lags. */
function steps(kind: CallerKind, ...parts: readonly Omit<Walk, 'caller'>[]): DeliveredEvent[] {
  const play: Play = inTurn(...parts.map((part) => walk({ ...part, caller: CALLERS[kind] })));
  const random = new Random(hashText('watched'));
  return deliveriesOf(play({ dayStart: DAY_START, random }), random, routeAny)
    .map(({ event }) => ({ event, deliveredAt: Date.parse(event.time) + 60_000 }))
    .sort((a, b) => a.deliveredAt - b.deliveredAt);
}

/** Calls of one region, a minute apart. */
export function callsOfOneRegion(kind: CallerKind, count: number): DeliveredEvent[] {
  return steps(kind, { from: 0, every: 60, regions: Array<string>(count).fill('us-east-1') });
}

/** A sweep, a call in each region, a second apart. The tenth call decides it. */
export function sweepBy(kind: CallerKind): DeliveredEvent[] {
  return steps(kind, { from: 0, every: 1 });
}

/** A sweep each minute. */
export function sweepsEachMinute(minutes: number): DeliveredEvent[] {
  return steps(
    'user',
    ...Array.from({ length: minutes }, (_, minute) => ({ from: minute * 60, every: 1 })),
  );
}

export function launches(count: number, within = 0): DeliveredEvent[] {
  return watched(runInstances, count, within);
}

export function assumedRole(): DeliveredEvent[] {
  return watched(assumeRole('Reporting', 'job-8'), 1, 0);
}

function watched(call: Call, count: number, within: number): DeliveredEvent[] {
  const regions = Array.from(
    { length: count },
    (_, index) => REGIONS[index % REGIONS.length] ?? '',
  );
  const spread = count > 1 ? { within } : {};
  return steps('user', { from: LAUNCH_AT, regions, call, ...spread });
}
