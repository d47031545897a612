import { countBy } from '../detection/gathered-alerts';
import { type EventNotice, isDone } from '../detection/operators-notice';
import { formatSecond } from '../detection/time';
import { type Allowance, periodAt } from '../ports/allowance';
import type { Backlog } from '../ports/backlog';
import type { Clock } from '../ports/clock';
import type { Notices } from '../ports/notices';
import type { TaskTimer } from '../ports/task-timer';
import { type Sleep, takeFreeSecond } from './free-second';
import { GATHER_AFTER_MS, GATHER_SECONDS } from './held-alerts';

/** How many notices operators get. */
const NOTICES_PER_ACCOUNT_AND_HOUR = 10;
const NOTICES_PER_HOUR = 60;

const HOUR_SECONDS = 3600;

/** Name of the allowances of calls that succeeded. */
const DONE = 'done tampering';

/** Maximum number of accounts in a summary. */
const MAX_ACCOUNTS = 10;

/** A notice that is only counted. */
interface HeldNotice extends Pick<EventNotice, 'account' | 'kind'> {
  readonly isDone: boolean;
}

export interface NoticeBoundParts {
  readonly allowance: Allowance;
  readonly backlog: Backlog;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Called when the allowances fail. The notice then goes out unbounded. */
  readonly onFailure: (error: unknown) => void;
}

/** Sends notices to operators, as many as the bound allows. A summary counts the others. */
export interface NoticeBound {
  /** @returns false if the notice is only counted. */
  send(notice: EventNotice, timer: TaskTimer): Promise<boolean>;

  /** Publishes the summary of the period that began at this second. @returns the number of notices. */
  gather(start: number): Promise<number>;
}

export function createNoticeBound(parts: NoticeBoundParts): NoticeBound {
  const { allowance, backlog, notices, clock, sleep, onFailure } = parts;

  /**
   * Waits for a free second, if the hour has room. One account must not use up the room of others, nor alarms that of
   * tampering, nor failed attempts, which need no permission, that of calls that succeeded.
   */
  async function isAdmitted(notice: EventNotice): Promise<boolean> {
    const room = isDone(notice) ? DONE : notice.kind;
    try {
      const hour = periodAt(clock(), HOUR_SECONDS);
      const ofAccount = await allowance.take(`${room} ${notice.account}`, hour);
      if (ofAccount > NOTICES_PER_ACCOUNT_AND_HOUR) {
        return false;
      }
      if ((await allowance.take(room, hour)) > NOTICES_PER_HOUR) {
        return false;
      }
      const wait = await takeFreeSecond(room === DONE ? DONE : 'notices', parts);
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
      const { start } = periodAt(clock(), GATHER_SECONDS);
      // A delivery that is repeated counts once.
      const { account, kind } = notice;
      const held: HeldNotice = { account, kind, isDone: isDone(notice) };
      const id = `${notice.id} ${account} ${notice.region} ${notice.time}`;
      await backlog.add(listOf(start), { id, text: JSON.stringify(held) });
      await timer.setTask(
        { kind: 'gather-notices', start },
        (start + GATHER_SECONDS) * 1000 + GATHER_AFTER_MS,
      );
      return false;
    },

    async gather(start) {
      const entries = await backlog.read(listOf(start));
      const held = entries.map(({ text }) => JSON.parse(text) as HeldNotice);
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

function listOf(start: number): string {
  return `notices#${start}`;
}

function accountsOf(held: readonly HeldNotice[]): string[] {
  return held.map(({ account }) => account);
}
