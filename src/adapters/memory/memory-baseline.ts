import { isHistory } from '../../detection/baseline/day';
import { additionsOf, type KnownDay, withAdditions } from '../../detection/baseline/known-day';
import { memberOf } from '../../detection/member-of';
import type { Baseline } from '../../ports/baseline';

interface Account {
  since: number;
  readonly regionsOfDay: Map<number, Set<string>>;
  readonly subjects: Map<string, Map<number, KnownDay>>;
}

/** A baseline in this process, for replays and tests. Nothing in it expires. */
export function createMemoryBaseline(): Baseline {
  const accounts = new Map<string, Account>();
  return {
    async learn(lesson) {
      const { subject, day } = lesson;
      const account = memberOf(accounts, subject.account, () => ({
        since: day,
        regionsOfDay: new Map(),
        subjects: new Map(),
      }));
      account.since = Math.min(account.since, day);
      const days = memberOf(account.subjects, subject.key, () => new Map<number, KnownDay>());
      const known = days.get(day) ?? { regions: new Set(), addresses: new Set() };
      const additions = additionsOf(lesson, known);
      const learned = withAdditions(known, additions);
      days.set(day, learned);
      const ofAccount = memberOf(account.regionsOfDay, day, () => new Set());
      additions.regions.forEach((region) => void ofAccount.add(region));
      return learned;
    },

    async read(subject, today) {
      const account = accounts.get(subject.account);
      const ofSubject = historyOf(account?.subjects.get(subject.key), today);
      return {
        since: account?.since,
        subject: {
          isKnown: ofSubject.length > 0,
          regions: new Set(ofSubject.flatMap(({ regions }) => [...regions])),
          addresses: new Set(ofSubject.flatMap(({ addresses }) => [...addresses])),
        },
        account: {
          regions: new Set(historyOf(account?.regionsOfDay, today).flatMap((day) => [...day])),
        },
      };
    },
  };
}

function historyOf<Value>(days: ReadonlyMap<number, Value> | undefined, today: number): Value[] {
  return [...(days ?? [])].filter(([day]) => isHistory(day, today)).map(([, value]) => value);
}
