import { groupBy } from '../../detection/group-by';
import { type Allowance, periodAt } from '../../ports/allowance';
import type { Clock } from '../../ports/clock';
import type { AccountHours, Deliveries, Delivery, Place } from '../../ports/deliveries';
import { addDeliveries, NO_DELIVERY } from './add-deliveries';
import { HOUR_SECONDS, hourOf, silentPlaces, withHour } from './silent-places';

/** How long after its end an hour is judged, in seconds: its trail files and calls have come by then. */
const JUDGED_AFTER_SECONDS = 1800;

/** How often one process judges the latest hour, in seconds. Alarms need a value more often than once an hour. */
const EVERY_SECONDS = 600;

/** How many hours to catch up at most, where the trail had stopped. */
const MAX_HOURS = 48;

/** How many earlier hours to read again: after the trail reader stood still, their files come with the next hours. */
const LATE_HOURS = 6;

/** EventBridge misses a place where it brought a smaller share of its calls. */
const MIN_SHARE = 0.5;

/** Fewer calls than this in an hour say nothing of a share. */
const MIN_CALLS = 5;

/** What an hour shows of the delivery of calls. */
export interface JudgedHour {
  /** In seconds since the epoch. */
  readonly hour: number;
  /** Whether it was judged for the first time, at least for some account. */
  readonly isNew: boolean;
  /** How many places trail files came from. */
  readonly places: number;
  /** The places that have fallen silent. */
  readonly silent: readonly Place[];
  /** The places whose calls EventBridge did not bring. Nothing is lost: the trail has them. */
  readonly missed: readonly Place[];
  /** The share of calls that EventBridge brought, from 0 to 1, by region. */
  readonly shares: ReadonlyMap<string, number>;
}

export interface HourJudgeParts {
  readonly deliveries: Deliveries;
  readonly allowance: Allowance;
  readonly clock: Clock;
  /** Whether EventBridge should bring the calls of every place. */
  readonly comparesPaths: boolean;
}

/** @returns a function that judges the latest hour, every ten minutes in one process; else it returns `undefined`. */
export function createHourJudge({ deliveries, allowance, clock, comparesPaths }: HourJudgeParts) {
  let judgedAt = 0;

  async function judge(latest: number): Promise<JudgedHour> {
    const known = new Set(await deliveries.readAccounts());
    const accounts = new Map([...known].map((one) => [one.account, one]));
    // The process that judged an hour may have died before it had written every account.
    const until = Math.min(latest, ...[...known].map((one) => one.until));
    const missing = (latest - until) / HOUR_SECONDS - 1;
    const hours = until < latest ? Math.min(Math.max(missing, LATE_HOURS), MAX_HOURS) : 0;
    for (let back = hours; back > 0; back -= 1) {
      const hour = latest - back * HOUR_SECONDS;
      addHour(accounts, hour, await deliveries.readHour(hour));
    }
    const rows = await deliveries.readHour(latest);
    addHour(accounts, latest, rows);
    const changed = [...accounts.values()].filter((account) => !known.has(account));
    for (const account of changed) {
      await deliveries.writeAccount(account);
    }
    const compared = comparesPaths ? rows : [];
    return {
      hour: latest,
      isNew: changed.length > 0,
      places: rows.length,
      silent: [...accounts.values()].flatMap(silentPlaces),
      missed: compared.filter(isMissed).map(({ account, region }) => ({ account, region })),
      shares: sharesOf(compared),
    };
  }

  return async (): Promise<JudgedHour | undefined> => {
    const now = clock();
    const period = periodAt(now, EVERY_SECONDS);
    if (judgedAt === period.start) {
      return undefined;
    }
    judgedAt = period.start;
    const isFirst = (await allowance.take('judge delivery', period)) === 1;
    const latest = hourOf(Math.floor(now / 1000) - JUDGED_AFTER_SECONDS) - HOUR_SECONDS;
    return isFirst ? judge(latest) : undefined;
  };
}

function addHour(
  accounts: Map<string, AccountHours>,
  hour: number,
  rows: readonly (Place & Delivery)[],
): void {
  const regions = groupBy(rows, ({ account }) => account);
  for (const account of new Set([...accounts.keys(), ...regions.keys()])) {
    const heard = (regions.get(account) ?? []).map(({ region }) => region);
    accounts.set(account, withHour(account, accounts.get(account), hour, heard));
  }
}

function isMissed(delivery: Delivery): boolean {
  const share = shareOf(delivery);
  return (
    share !== undefined && delivery.calls - delivery.unjudged >= MIN_CALLS && share < MIN_SHARE
  );
}

/** The share of calls that EventBridge brought, from 0 to 1; `undefined` where none could be judged. */
export function shareOf({
  calls,
  brought,
  unjudged,
}: Pick<Delivery, 'calls' | 'brought' | 'unjudged'>): number | undefined {
  return calls > unjudged ? brought / (calls - unjudged) : undefined;
}

function sharesOf(rows: readonly (Place & Delivery)[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const [region, own] of groupBy(rows, (row) => row.region)) {
    const share = shareOf(own.reduce(addDeliveries, NO_DELIVERY));
    if (share !== undefined) {
      shares.set(region, share);
    }
  }
  return shares;
}
