import { withoutPath } from '../../detection/incident/identity';
import { memberOf } from '../../detection/member-of';
import { compareTexts } from '../../detection/text';
import { identityConcerned } from '../../detection/watched/calls-of-incident';
import {
  decodeWatched,
  encodeWatched,
  type KeptWatch,
  type WatchedCall,
} from '../../detection/watched/watched-call';
import { MAX_ALIKE, type WatchedCalls } from '../../ports/watched-calls';
import { TextPool } from './text-pool';

/** Watched calls in a compact form that threads can exchange. */
export interface PackedWatched {
  /** The keys of the identities that they belong to, by number. */
  readonly identities: readonly string[];
  /** For each call the number of its identity. */
  readonly owners: readonly number[];
  /** See `encodeWatched`. */
  readonly texts: readonly string[];
}

/** Packs watched calls one by one. */
export class WatchedPacker {
  private readonly identities = new TextPool();
  private readonly owners: number[] = [];
  private readonly texts: string[] = [];

  add(call: WatchedCall): void {
    this.owners.push(this.identities.numberOf(withoutPath(identityConcerned(call))));
    this.texts.push(encodeWatched(call));
  }

  packed(): PackedWatched {
    return { identities: this.identities.all(), owners: this.owners, texts: this.texts };
  }
}

/** The watched calls of one identity. */
interface OwnTexts {
  texts: string[];
  /** With more texts than this, drop those that nobody will ask for. */
  limit: number;
}

const FIRST_LIMIT = 4096;

/**
 * Keeps the watched calls of a history as texts: most identities make no sweep, and nobody asks for their calls. Of calls
 * that are alike it keeps the earliest, as many as the deployed store keeps, so that a flood does not fill the memory.
 */
export class WatchedHistory {
  private readonly byIdentity = new Map<string, OwnTexts>();

  add({ identities, owners, texts }: PackedWatched): void {
    const lists = identities.map((identity) =>
      memberOf(this.byIdentity, identity, (): OwnTexts => ({ texts: [], limit: FIRST_LIMIT })),
    );
    for (const [index, text] of texts.entries()) {
      const own = lists[owners[index] as number] as OwnTexts;
      own.texts.push(text);
      if (own.texts.length > own.limit) {
        own.texts = earliestAlike(own.texts).map(({ text: kept }) => kept);
        own.limit = Math.max(FIRST_LIMIT, 2 * own.texts.length);
      }
    }
  }

  /** The calls of an identity, by time, each once. */
  callsOf(identity: string): KeptWatch[] {
    const texts = this.byIdentity.get(withoutPath(identity))?.texts ?? [];
    return earliestAlike(texts).map(({ call }) => call);
  }
}

/** A store with the calls of a history. @param store an empty one. It gets the calls of an identity with the first read. */
export function withHistory(store: WatchedCalls, history: WatchedHistory): WatchedCalls {
  const filled = new Set<string>();
  return {
    ...store,
    async read(identity, first, last) {
      if (!filled.has(identity)) {
        filled.add(identity);
        for (const call of history.callsOf(identity)) {
          await store.add(identity, call);
        }
      }
      return store.read(identity, first, last);
    },
  };
}

interface Decoded {
  readonly text: string;
  readonly call: KeptWatch;
}

/** By time. Calls are alike as in the deployed store: of one kind, caller, outcome and hour. */
function earliestAlike(texts: readonly string[]): Decoded[] {
  const calls = [...new Set(texts)].flatMap((text): Decoded[] => {
    const call = decodeWatched(text);
    return call === undefined ? [] : [{ text, call }];
  });
  const counts = new Map<string, number>();
  return calls.sort(byTime).filter(({ call }) => {
    const key = alikeKey(call);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MAX_ALIKE;
  });
}

function alikeKey({ second, watchId, errorCode, caller }: KeptWatch): string {
  const { arn, accessKeyId, sourceIp } = caller;
  const hour = Math.floor(second / 3600);
  return JSON.stringify([hour, watchId, errorCode === undefined, arn, accessKeyId, sourceIp]);
}

function byTime({ call: a }: Decoded, { call: b }: Decoded): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}
