import { countBy } from '../detection/gathered-alerts';
import { type EventNotice, isDone } from '../detection/operators-notice';
import { NOTICE_BOUND } from '../detection/subscriber-bounds';
import { formatSecond } from '../detection/time';
import { periodAt } from '../ports/allowance';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { type BoundParts, waitForFreeSecond } from './free-second';
import { createGathering, GATHER_SECONDS, type GatheringParts } from './gathering';

const HOUR_SECONDS = 3600;

/** Name of the allowances of calls that succeeded. */
const DONE = 'done tampering';

/** Maximum number of accounts in a summary. */
const MAX_ACCOUNTS = 10;

/** A notice that is only counted. */
interface HeldNotice extends Pick<EventNotice, 'account' | 'kind'> {
  readonly isDone: boolean;
}

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
  const { allowance, notices, clock, onFailure } = parts;
  const gathering = createGathering<HeldNotice>('gather-notices', parts);

  /**
   * Waits for a free second, if the hour has room. One account must not use up the room of others, nor alarms that of
   * tampering, nor failed attempts, which need no permission, that of calls that succeeded.
   */
  async function isAdmitted(notice: EventNotice): Promise<boolean> {
    const room = isDone(notice) ? DONE : notice.kind;
    try {
      const hour = periodAt(clock(), HOUR_SECONDS);
      const ofAccount = await allowance.take(`${room} ${notice.account}`, hour);
      if (
        ofAccount > NOTICE_BOUND.perAccountAndHour ||
        (await allowance.take(room, hour)) > NOTICE_BOUND.perHour
      ) {
        return false;
      }
      return await waitForFreeSecond(room === DONE ? DONE : 'notices', parts);
    } catch (error) {
      onFailure(error);
      return true;
    }
  }

  return {
    async send(notice, timer) {
      if (await isAdmitted(notice)) {
        await notices.publishToOperators(notice);
        return true;
      }
      const { id, account, region, time, kind } = notice;
      const held: HeldNotice = { account, kind, isDone: isDone(notice) };
      await gathering.add(`${id} ${account} ${region} ${time}`, held, timer);
      return false;
    },

    async gather(start) {
      const held = await gathering.read(start);
      const done = held.filter((notice) => notice.isDone);
      const doneIn = new Map(countBy(accountsOf(done)));
      const accounts = countBy(accountsOf(held)).sort(
        ([a], [b]) => (doneIn.get(b) ?? 0) - (doneIn.get(a) ?? 0),
      );
      if (held.length > 0) {
        await notices.publishToOperators({
          kind: 'gathered',
          total: held.length,
          tamperingCount: held.filter(({ kind }) => kind === 'tampering').length,
          doneCount: done.length,
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

function accountsOf(held: readonly HeldNotice[]): string[] {
  return held.map(({ account }) => account);
}
