import { memberOf } from '../member-of';
import type { Principal, TrackedCall } from '../model';
import type { BaselineFacts } from '../severity/context';
import { compareTexts } from '../text';
import { networkOf } from './address';
import { type BaselineOwner, baselineOwnerOf } from './baseline-owner';
import { dayOf, HISTORY_DAYS, YOUNG_DAYS } from './day';

/** What was learned before a day, as far back as {@link HISTORY_DAYS}. */
export interface History {
  /** The first day with a call of the account, however long ago; `undefined` when there is none. */
  readonly since: number | undefined;
  readonly subject: {
    /** Whether the identity made a call. */
    readonly isKnown: boolean;
    readonly regions: ReadonlySet<string>;
    readonly addresses: ReadonlySet<string>;
  };
  /** Of all identities of the account; `undefined` when there are too many to read. */
  readonly account: { readonly regions: ReadonlySet<string> } | undefined;
}

/** The activity of one identity in a sweep. */
export interface SubjectCalls {
  readonly subject: BaselineOwner;
  readonly calls: number;
  readonly regions: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
}

/** The activity of an identity, next to its history. */
export interface Compared {
  readonly activity: SubjectCalls;
  readonly history: History;
}

/** How many identities of a sweep to compare with their history; usually there is one. */
export const MAX_SUBJECTS = 3;

/** The identities behind a sweep; those with the most calls where there are more than {@link MAX_SUBJECTS}. */
export function subjectsOf(principal: Principal, calls: readonly TrackedCall[]): SubjectCalls[] {
  const subjects = new Map<
    string,
    { subject: BaselineOwner; calls: number; regions: Set<string>; addresses: Set<string> }
  >();
  for (const { caller, region } of calls) {
    if (caller === undefined) {
      continue;
    }
    const subject = baselineOwnerOf(principal, caller);
    const key = `${subject.account}\n${subject.key}`;
    const entry = memberOf(subjects, key, () => {
      return { subject, calls: 0, regions: new Set(), addresses: new Set() };
    });
    entry.calls += 1;
    entry.regions.add(region);
    const address = networkOf(caller.sourceIp ?? '');
    if (address !== undefined) {
      entry.addresses.add(address);
    }
  }
  return [...subjects]
    .sort(([a, one], [b, other]) => other.calls - one.calls || compareTexts(a, b))
    .slice(0, MAX_SUBJECTS)
    .map(([, entry]) => entry);
}

/**
 * What in a sweep is new.
 *
 * @param seen at least one identity.
 * @param start of the sweep, so that a sweep past midnight is not its own history.
 */
export function compareWithHistory(seen: readonly Compared[], start: number): BaselineFacts {
  const today = dayOf(start);
  const days = Math.min(
    ...seen.map(({ history: { since = today } }) => Math.max(0, today - since)),
  );
  if (days < YOUNG_DAYS) {
    return { state: 'young', days };
  }
  // To a new identity everything is new; that is one reason, not three.
  const known = seen.filter(({ history }) => history.subject.isKnown);
  const regions = countNew(known, (compared) => [
    compared.activity.regions,
    compared.history.subject.regions,
  ]);
  const addresses = countNew(known, (compared) => [
    compared.activity.addresses,
    compared.history.subject.addresses,
  ]);
  const ofAccount = countNew(seen, (compared) => [
    compared.activity.regions,
    compared.history.account?.regions ?? new Set(),
  ]);
  const isAccountRead = seen.every(({ history }) => history.account !== undefined);
  return {
    state: 'known',
    days: Math.min(days, HISTORY_DAYS),
    principals: seen.length,
    newPrincipals: seen.length - known.length,
    regions: regions.all,
    newRegions: regions.added,
    addresses: addresses.all,
    newAddresses: addresses.added,
    ...(isAccountRead && { account: { regions: ofAccount.all, newRegions: ofAccount.added } }),
  };
}

/** How many distinct values there are, and how many of them are new to an identity that had them. */
function countNew(
  seen: readonly Compared[],
  setsOf: (compared: Compared) => readonly [had: ReadonlySet<string>, knew: ReadonlySet<string>],
): { readonly all: number; readonly added: number } {
  const all = new Set<string>();
  const added = new Set<string>();
  for (const compared of seen) {
    const [had, knew] = setsOf(compared);
    for (const value of had) {
      all.add(value);
      if (!knew.has(value)) {
        added.add(value);
      }
    }
  }
  return { all: all.size, added: added.size };
}
