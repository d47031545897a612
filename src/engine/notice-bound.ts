import { countBy } from '../detection/gathered-alerts';
import type { EventNotice } from '../detection/operators-notice';
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

/** Maximum number of accounts in a summary. */
const MAX_ACCOUNTS = 10;

/** A notice that is only counted. */
type HeldNotice = Pick<EventNotice, 'account' | 'kind'>;

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
   * Waits for a free second, if the hour has room. One account must not use up the room of others, and alarms not
   * that of tampering.
   */
  async function isAdmitted({ kind, account }: EventNotice): Promise<boolean> {
    try {
      const hour = periodAt(clock(), HOUR_SECONDS);
      const ofAccount = await allowance.take(`${kind} ${account}`, hour);
      if (ofAccount > NOTICES_PER_ACCOUNT_AND_HOUR) {
        return false;
      }
      if ((await allowance.take(kind, hour)) > NOTICES_PER_HOUR) {
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
      const { start } = periodAt(clock(), GATHER_SECONDS);
      // A delivery that is repeated counts once.
      const held: HeldNotice = { account: notice.account, kind: notice.kind };
      const id = `${notice.id} ${notice.account} ${notice.region} ${notice.time}`;
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

function listOf(start: number): string {
  return `notices#${start}`;
}
