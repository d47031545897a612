import { describeInstances } from '../../samples/calls/recon-calls';
import { startOfDay } from '../../samples/clock';
import { MAIN_ACCOUNT } from '../../samples/example-ids';
import { iamUser } from '../../samples/identities';
import { hashText, Random } from '../../samples/random';
import { REGIONS } from '../../samples/regions';
import type { Stage, TrailEntry } from '../../samples/scenario';
import { callEachRegion } from '../../samples/sweep-calls';
import { type DeliveredEvent, deliveriesOf } from './deliveries';

const DAY = '2026-03-17';

/** Shorter than a window, and begun with one, so that all calls are in one bucket. */
const SECONDS = 25;

/** Calls of one principal in one window, round and round the regions, each with another user agent as long as can be. */
export function flood(calls: number): DeliveredEvent[] {
  const random = new Random(hashText('flood'));
  const stage: Stage = { dayStart: startOfDay(DAY), random, trafficFactor: 1 };
  const entries = Array.from({ length: calls }, (_, index): TrailEntry[] =>
    callEachRegion(stage, {
      caller: {
        accountId: MAIN_ACCOUNT,
        identityAt: iamUser(MAIN_ACCOUNT, 'build-uploader'),
        sourceIPAddress: '198.51.100.7',
        userAgent: `agent-${index}-${'x'.repeat(1000)}`,
      },
      regions: [REGIONS[index % REGIONS.length] as string],
      start: stage.dayStart + Math.floor((index * SECONDS) / calls),
      offset: () => 0,
      call: () => describeInstances(),
    }),
  ).flat();
  return deliveriesOf(entries, random);
}

/** The same as fast as it can come: all regions with one lag, in the order of the calls. */
export function burst(calls: number): DeliveredEvent[] {
  const events = flood(calls).sort((a, b) => secondOf(a) - secondOf(b));
  const [{ deliveredAt: start } = { deliveredAt: 0 }] = events;
  return events.map(({ event }, index) => ({
    deliveredAt: start + Math.floor((index * SECONDS * 1000) / calls),
    event,
  }));
}

function secondOf({ event }: DeliveredEvent): number {
  return Date.parse((event.detail as { eventTime: string }).eventTime);
}

/** One call in each region, a second apart: a sweep as it comes from a script. */
export function sweep(): DeliveredEvent[] {
  const random = new Random(hashText('sweep'));
  const stage: Stage = { dayStart: startOfDay(DAY), random, trafficFactor: 1 };
  return deliveriesOf(
    callEachRegion(stage, {
      caller: {
        accountId: MAIN_ACCOUNT,
        identityAt: iamUser(MAIN_ACCOUNT, 'build-uploader'),
        sourceIPAddress: '198.51.100.7',
        userAgent: 'aws-cli/2.24.10 ua/2.1 os/linux#6.1.0 lang/python#3.12.9',
      },
      regions: REGIONS,
      start: stage.dayStart,
      offset: (index) => index,
      call: () => describeInstances(),
    }),
    random,
  );
}
