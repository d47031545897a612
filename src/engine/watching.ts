import { FOLLOW_SECONDS } from '../detection/incident/enter-watched';
import type { AdopterOf } from '../detection/incident/identity';
import type { Actor, IncidentState } from '../detection/incident/ledger';
import type { Caller, Digest, TrackedCall } from '../detection/model';
import { RecentMap } from '../detection/recent-map';
import { HABIT_SECONDS, isByActor } from '../detection/watched/calls-of-incident';
import { type CreatedChild, childKeyOf, childrenOf } from '../detection/watched/children';
import type { KeptWatch } from '../detection/watched/watched-call';
import { LOOK_BACK_SECONDS } from '../detection/watched/weigh';
import type { Clock } from '../ports/clock';
import type { WatchedCalls } from '../ports/watched-calls';

/** How many steps a chain of children may have. */
const MAX_STEPS = 4;

/** How many keys of one principal to look up. */
const MAX_KEYS = 5;

/** How long to trust that nobody adopted a key, in milliseconds. */
const UNADOPTED_MS = 5000;

/** How many keys to remember. */
const MAX_REMEMBERED = 5000;

export interface WatchingParts {
  readonly watchedCalls: WatchedCalls;
  readonly clock: Clock;
  readonly digest: Digest;
}

/** The incident whose watched calls to read. */
interface WatchedSpan extends Pick<IncidentState, 'first' | 'last'> {
  readonly identity: string;
  readonly actors: readonly Actor[];
  /** The first second of its own calls. Those in the day before show habits. */
  readonly start: number;
  /** The incidents of the identity that begin later. The calls of their actors are theirs from then on. */
  readonly next: readonly Pick<WatchedSpan, 'first' | 'actors'>[];
}

/** The watched calls of an incident. */
interface WatchedOfIncident {
  readonly calls: readonly KeptWatch[];
  /** Those of its actors in the day before its look-back. */
  readonly earlier: readonly KeptWatch[];
  readonly isComplete: boolean;
}

/** Reads what the actors of an incident, and the keys and users that they created, did besides sweeping. */
export interface Watching extends Pick<WatchedCalls, 'add'> {
  /**
   * @param calls whose callers to look up.
   * @param isFresh whether to ask the store, even if nobody had adopted a caller a moment ago.
   * @throws what the store throws.
   */
  adoptersOf(calls: readonly TrackedCall[], isFresh?: boolean): Promise<AdopterOf>;

  /**
   * Begins to read for an incident that is about to open, so that its first alert need not wait. The answer serves
   * one {@link read}. Calls that come meanwhile are not in it: read again afterwards.
   *
   * @returns a function that drops the answer if nobody has taken it.
   */
  readAhead(span: Pick<WatchedSpan, 'identity' | 'first' | 'last'>): () => void;

  /** Follows the children, and adopts them. @throws what the store throws. */
  read(span: WatchedSpan): Promise<WatchedOfIncident>;

  /** The children of an identity that this process has read, and whose earlier sweeps it has not moved yet. */
  unmovedOf(identity: string): readonly CreatedChild[];

  /** Notes that the earlier sweeps of a child have moved. */
  noteMoved(identity: string, child: CreatedChild): void;
}

export function createWatching({ watchedCalls, clock, digest }: WatchingParts): Watching {
  const known = new RecentMap<string, { readonly adopter?: string; readonly until: number }>(
    MAX_REMEMBERED,
  );
  const ahead = new Map<string, ReturnType<WatchedCalls['read']>>();
  const unmoved = new RecentMap<string, readonly CreatedChild[]>(MAX_REMEMBERED);
  const moved = new RecentMap<string, string>(MAX_REMEMBERED);

  function remember(key: string, adopter: string | undefined): void {
    const until = adopter === undefined ? clock() + UNADOPTED_MS : Number.POSITIVE_INFINITY;
    known.set(key, { ...(adopter !== undefined && { adopter }), until });
  }

  async function adopterOf(key: string, isFresh: boolean): Promise<string | undefined> {
    const entry = known.get(key);
    const isCurrent = entry !== undefined && clock() < entry.until;
    if (isCurrent && !(isFresh && entry.adopter === undefined)) {
      return entry.adopter;
    }
    known.delete(key);
    const adopter = await watchedCalls.adopterOf(key);
    remember(key, adopter);
    return adopter;
  }

  async function adopt(child: CreatedChild, identity: string, steps: number): Promise<void> {
    if (known.get(child.key)?.adopter !== identity) {
      await watchedCalls.adopt(child.key, identity, steps);
      // Another identity may know more of the chain.
      remember(child.key, await watchedCalls.adopterOf(child.key));
    }
    if (known.get(child.key)?.adopter === identity && moved.get(child.key) !== identity) {
      unmoved.set(identity, [...othersThan(child, identity), child]);
    }
  }

  function othersThan(child: CreatedChild, identity: string): readonly CreatedChild[] {
    return (unmoved.get(identity) ?? []).filter(({ key }) => key !== child.key);
  }

  function readOwn({ identity, first, last, start }: Omit<WatchedSpan, 'actors' | 'next'>) {
    const end = last + FOLLOW_SECONDS;
    const from = Math.max(0, Math.min(start, first - LOOK_BACK_SECONDS - HABIT_SECONDS));
    const key = JSON.stringify([identity, from, end]);
    const begun = ahead.get(key);
    ahead.delete(key);
    return { key, end, answer: begun ?? watchedCalls.read(identity, from, end) };
  }

  return {
    add: (identity, call) => watchedCalls.add(identity, call),

    async adoptersOf(calls, isFresh = false) {
      const callers = calls.flatMap(({ caller }) => caller ?? []);
      const keys = [...new Set(callers.flatMap((caller) => childKeyOf(caller) ?? []))];
      const adopters = new Map<string, string>();
      for (const key of keys.slice(0, MAX_KEYS)) {
        const adopter = await adopterOf(key, isFresh);
        if (adopter !== undefined) {
          adopters.set(key, adopter);
        }
      }
      return (caller: Caller) => adopters.get(childKeyOf(caller) ?? '');
    },

    readAhead(span) {
      const { key, answer } = readOwn({ ...span, start: span.first });
      answer.catch(() => undefined);
      ahead.set(key, answer);
      return () => void ahead.delete(key);
    },

    async read({ actors, next, ...span }) {
      const { identity, start, first } = span;
      const { end, answer } = readOwn(span);
      const { calls: all, isComplete } = await answer;
      const isOfNext = (call: KeptWatch): boolean =>
        next.some((one) => one.first <= call.second && isByActor(call, one.actors, digest));
      const own = all.filter((call) => isByActor(call, actors, digest) && !isOfNext(call));
      const found = own.filter(({ second }) => second >= start);
      let generation = childrenOf(found, identity);
      const seen = new Set<string>();
      for (let steps = 1; generation.length > 0 && steps <= MAX_STEPS; steps += 1) {
        const children: CreatedChild[] = [];
        for (const child of generation.filter(({ key }) => !seen.has(key))) {
          seen.add(child.key);
          await adopt(child, identity, steps);
          const read = await watchedCalls.read(child.identity, child.second, end);
          const calls = read.calls.filter(({ caller }) => childKeyOf(caller) === child.key);
          found.push(...calls);
          children.push(...childrenOf(calls, child.identity));
        }
        generation = children;
      }
      return {
        calls: found,
        earlier: own.filter(({ second }) => second < first - LOOK_BACK_SECONDS),
        isComplete,
      };
    },

    unmovedOf: (identity) => unmoved.get(identity) ?? [],

    noteMoved(identity, child) {
      moved.set(child.key, identity);
      unmoved.set(identity, othersThan(child, identity));
    },
  };
}
