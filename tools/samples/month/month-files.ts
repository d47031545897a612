import type { TrailFile } from '../delivery';
import type { CloudTrailRecord } from '../record';
import { type Actor, DAYS, playDay } from './actor';
import { INTRUDERS, PEOPLE } from './people';
import { TOOLS } from './tools';

const CAST: readonly Actor[] = [...TOOLS, ...PEOPLE, ...INTRUDERS];

/**
 * The records of each account and day, by time, in files such as `2026/05/01/100000000001.json.gz`. They come day by day,
 * so that memory holds no more than a day.
 */
export function* monthFiles(): Generator<TrailFile> {
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
