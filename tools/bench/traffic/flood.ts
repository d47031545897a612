import { type Caller, iamUser } from '../../samples/callers';
import { describeInstances } from '../../samples/calls/recon';
import { MAIN_ACCOUNT } from '../../samples/ids';
import { hashText, Random } from '../../samples/random';
import { REGIONS } from '../../samples/regions';
import { makeCall, walk } from '../../samples/walk';
import { DAY_START, type DeliveredEvent, deliveriesOf } from './deliveries';

/** Shorter than a window and aligned with one, so that all calls are in one bucket. */
const SECONDS = 25;

const CLI = 'aws-cli/2.24.10 ua/2.1 os/linux#6.1.0 lang/python#3.12.9';

function attacker(userAgent: string): Caller {
  return iamUser(MAIN_ACCOUNT, 'build-uploader', ['198.51.100.7', userAgent]);
}

/** Calls of one principal in one window, round and round the regions, each with another user agent of maximum length. */
export function flood(calls: number): DeliveredEvent[] {
  const random = new Random(hashText('flood'));
  const entries = Array.from({ length: calls }, (_, index) => {
    const userAgent = `agent-${index}-${'x'.repeat(1000)}`;
    return makeCall(attacker(userAgent), describeInstances(), {
      random,
      region: REGIONS[index % REGIONS.length] as string,
      second: DAY_START + Math.floor((index * SECONDS) / calls),
    });
  });
  return deliveriesOf(entries, random);
}

/** The same flood without lags, in the order of the calls: as fast as it can arrive. */
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

/** One call in each region, a second apart: a sweep as a script makes it. */
export function sweep(): DeliveredEvent[] {
  const random = new Random(hashText('sweep'));
  const play = walk({ caller: attacker(CLI), from: 0, every: 1 });
  return deliveriesOf(play({ dayStart: DAY_START, random }), random);
}
