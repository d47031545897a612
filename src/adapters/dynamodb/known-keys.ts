import type { BaselineOwner } from '../../detection/baseline/baseline-owner';
import { startOfDay } from '../../detection/baseline/day';
import type { Digest } from '../../detection/model';
import type { ItemKey } from './keys';

/** The table contains an account ID as it is, and any other text as a digest. */
const ACCOUNT = /^\d{12}$/;

const ACCOUNT_DIGITS = 32;
const SUBJECT_DIGITS = 24;

/** Sorts before every baseline owner, so that it is on the first page. */
const SINCE_SORT_KEY = '#since';

export interface KnownKeys {
  readonly partitionKey: (account: string) => ItemKey['pk'];
  readonly dayKey: (subject: BaselineOwner, day: number) => ItemKey;
  /** The item with the day since when RegionSweep knows an account. */
  readonly sinceKey: (account: string) => ItemKey;
}

/** Keys such as `known#111122223333` / `5d41402abc4b2a76b9719d91#20260131`. */
export function knownKeys(digest: Digest): KnownKeys {
  const partitionKey = (account: string): ItemKey['pk'] => ({
    S: `known#${ACCOUNT.test(account) ? account : digest(account).slice(0, ACCOUNT_DIGITS)}`,
  });
  return {
    partitionKey,
    dayKey: ({ account, key }, day) => ({
      pk: partitionKey(account),
      sk: { S: `${digest(key).slice(0, SUBJECT_DIGITS)}#${formatDay(day)}` },
    }),
    sinceKey: (account) => ({ pk: partitionKey(account), sk: { S: SINCE_SORT_KEY } }),
  };
}

/** The day of a sort key; `undefined` when it is not the sort key of a day. */
export function dayOfSortKey(sortKey: string): number | undefined {
  const match = /#(\d{4})(\d{2})(\d{2})$/.exec(sortKey);
  if (match === null) {
    return undefined;
  }
  const [year = 0, month = 1, date = 1] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, date) / 1000 / startOfDay(1);
}

function formatDay(day: number): string {
  return new Date(startOfDay(day) * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}
