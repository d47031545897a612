import type { BaselineOwner } from '../../detection/baseline/baseline-owner';
import { startOfDay } from '../../detection/baseline/day';
import type { Digest } from '../../detection/model';
import type { ItemKey } from './keys';

/** The table holds an account ID as it is, and a digest of any other text. */
const ACCOUNT = /^\d{12}$/;

const ACCOUNT_DIGITS = 32;
const SUBJECT_DIGITS = 24;

/** Sorts before every subject, so that it is on the first page. */
const SINCE_SORT_KEY = '#since';

/** Keys such as `known#111122223333` / `5d41402abc4b2a76b9719d91#20260131`. */
export function knownKeys(digest: Digest) {
  const partitionKey = (account: string): ItemKey['pk'] => ({
    S: `known#${ACCOUNT.test(account) ? account : digest(account).slice(0, ACCOUNT_DIGITS)}`,
  });
  return {
    partitionKey,
    dayKey: ({ account, key }: BaselineOwner, day: number): ItemKey => ({
      pk: partitionKey(account),
      sk: { S: `${digest(key).slice(0, SUBJECT_DIGITS)}#${formatDay(day)}` },
    }),
    /** Of the item that holds since when an account is known. */
    sinceKey: (account: string): ItemKey => ({
      pk: partitionKey(account),
      sk: { S: SINCE_SORT_KEY },
    }),
  };
}

/** The day of a sort key; `undefined` for the sort key of another item. */
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
