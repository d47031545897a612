import { countBy } from '../detection/gathered-alerts';
import type { EventNotice } from '../detection/operators-notice';
import { NOTICE_BOUND } from '../detection/subscriber-bounds';
import { formatSecond } from '../detection/time';
import { periodAt } from '../ports/allowance';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { type BoundParts, takeFreeSecond } from './free-second';
import { createGathering, GATHER_SECONDS, type GatheringParts } from './gathering';

const HOUR_SECONDS = 3600;

/** Maximum number of accounts in a summary. */
const MAX_ACCOUNTS = 10;

/** A notice that is only counted. */
type HeldNotice = Pick<EventNotice, 'account' | 'kind'>;

export interface NoticeBoundParts extends BoundParts, GatheringParts {
  readonly notices: Notices;
}

/** Sends notices to operators, as many as the bound allows. A summary counts the others. */
export interface NoticeBound {
  /** @returns false if the notice is only counted. */
  send(notice: EventNotice, timer: TaskTimer): Promise<boolean>;

  /** Publishes the summary of the period that began at this second. @returns the number of notices. */
  gather(start: number): Promise<number>;
}

export function createNoticeBound(parts: NoticeBoundParts): NoticeBound {
  const { allowance, notices, clock, sleep, onFailure } = parts;
  const gathering = createGathering<HeldNotice>('gather-notices', parts);

  /**
   * Waits for a free second, if the hour has room. One account must not use up the room of others, and alarms not
   * that of tampering.
   */
  async function isAdmitted({ kind, account }: EventNotice): Promise<boolean> {
    try {
      const hour = periodAt(clock(), HOUR_SECONDS);
      const ofAccount = await allowance.take(`${kind} ${account}`, hour);
      if (
        ofAccount > NOTICE_BOUND.perAccountAndHour ||
        (await allowance.take(kind, hour)) > NOTICE_BOUND.perHour
      ) {
        return false;
      }
      const wait = await takeFreeSecond('notices', parts);
      if (wait === undefined) {
        return false;
      }
      await sleep(wait);
    } catch (error) {
      onFailure(error);
    }
    return true;
  }

  return {
    async send(notice, timer) {
      if (await isAdmitted(notice)) {
        await notices.publishToOperators(notice);
        return true;
      }
      const { id, account, region, time, kind } = notice;
      await gathering.add(`${id} ${account} ${region} ${time}`, { account, kind }, timer);
      return false;
    },

    async gather(start) {
      const held = await gathering.read(start);
      const accounts = countBy(held.map(({ account }) => account));
      if (held.length > 0) {
        await notices.publishToOperators({
          kind: 'gathered',
          total: held.length,
          tamperingCount: held.filter(({ kind }) => kind === 'tampering').length,
          start: formatSecond(start),
          end: formatSecond(start + GATHER_SECONDS),
          accounts: accounts.slice(0, MAX_ACCOUNTS).map(([account, count]) => ({ account, count })),
          accountCount: accounts.length,
        });
      }
      return held.length;
    },
  };
}
