import { countBy } from '../detection/gathered-alerts';
import { type EventNotice, type GatheredNotices, isDone } from '../detection/operators-notice';
import { NOTICE_BOUND } from '../detection/subscriber-bounds';
import { formatSecond } from '../detection/time';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { type BoundParts, takeOfHour, waitForFreeSecond } from './bound';
import { createGathering, GATHER_SECONDS, type Gathering, type GatheringParts } from './gathering';

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
export interface NoticeBound extends Pick<Gathering<HeldNotice>, 'gather'> {
  /** @returns false if the notice is only counted. */
  send(notice: EventNotice, timer: TaskTimer): Promise<boolean>;
}

export function createNoticeBound(parts: NoticeBoundParts): NoticeBound {
  const { notices, onFailure } = parts;
  const { add, gather } = createGathering<HeldNotice>('gather-notices', parts, (held, start) =>
    notices.publishToOperators(gatherNotices(held, start)),
  );

  /**
   * Waits for a free second, if the hour has room. One account must not use up the room of others, nor alarms that of
   * tampering, nor failed attempts, which need no permission, that of calls that succeeded.
   */
  async function isAdmitted(notice: EventNotice): Promise<boolean> {
    const room = isDone(notice) ? DONE : notice.kind;
    const { perAccountAndHour, perHour } = NOTICE_BOUND;
    try {
      return (
        (await takeOfHour(`${room} ${notice.account}`, perAccountAndHour, parts)) &&
        (await takeOfHour(room, perHour, parts)) &&
        (await waitForFreeSecond(room === DONE ? DONE : 'notices', parts))
      );
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
      await add(`${id} ${account} ${region} ${time}`, held, timer);
      return false;
    },
    gather,
  };
}

function gatherNotices(held: readonly HeldNotice[], start: number): GatheredNotices {
  const done = held.filter((notice) => notice.isDone);
  const doneIn = new Map(countBy(accountsOf(done)));
  const accounts = countBy(accountsOf(held)).sort(
    ([a], [b]) => (doneIn.get(b) ?? 0) - (doneIn.get(a) ?? 0),
  );
  return {
    kind: 'gathered',
    total: held.length,
    tamperingCount: held.filter(({ kind }) => kind === 'tampering').length,
    doneCount: done.length,
    start: formatSecond(start),
    end: formatSecond(start + GATHER_SECONDS),
    accounts: accounts.slice(0, MAX_ACCOUNTS).map(([account, count]) => ({ account, count })),
    accountCount: accounts.length,
  };
}

function accountsOf(held: readonly HeldNotice[]): string[] {
  return held.map(({ account }) => account);
}
