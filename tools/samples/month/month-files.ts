import type { CloudTrailRecord } from '../record';
import { type Actor, DAYS, playDay } from './actor';
import { INTRUDERS, PEOPLE } from './people';
import { TOOLS } from './tools';

/** The records of one account and day, by time. */
export interface MonthFile {
  /** For example `2026/05/01/100000000001.json.gz`. */
  readonly path: string;
  readonly records: readonly CloudTrailRecord[];
}

const CAST: readonly Actor[] = [...TOOLS, ...PEOPLE, ...INTRUDERS];

/** Day by day, so that memory holds no more than a day. */
export function* monthFiles(): Generator<MonthFile> {
  for (let day = 1; day <= DAYS; day += 1) {
    const byAccount = new Map<string, CloudTrailRecord[]>();
    for (const { record } of CAST.flatMap((actor) => playDay(actor, day))) {
      const known = byAccount.get(record.recipientAccountId) ?? [];
      known.push(record);
      byAccount.set(record.recipientAccountId, known);
    }
    for (const [account, records] of byAccount) {
      yield {
        path: `2026/05/${String(day).padStart(2, '0')}/${account}.json.gz`,
        records: records.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)),
      };
    }
  }
}
