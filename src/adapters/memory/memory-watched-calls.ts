import { tokensOf } from '../../detection/incident/actors';
import { withoutPath } from '../../detection/incident/identity';
import { memberOf } from '../../detection/member-of';
import type { Digest } from '../../detection/model';
import { decodeWatched, encodeWatched, type KeptWatch } from '../../detection/watched/watched-call';
import { ALIKE_SECONDS, MAX_ALIKE, mayMatter, type WatchedCalls } from '../../ports/watched-calls';

/** Watched calls in this process, for replays and tests. Nothing in them expires. */
export function createMemoryWatchedCalls(digest: Digest): WatchedCalls {
  const identities = new Map<string, Map<string, Map<string, KeptWatch>>>();
  const adopters = new Map<string, { readonly identity: string; readonly steps: number }>();

  function alikeKey({ second, caller, watchId, errorCode }: KeptWatch): string {
    const slot = Math.floor(second / ALIKE_SECONDS);
    return JSON.stringify([slot, tokensOf(caller, digest), watchId, errorCode === undefined]);
  }

  return {
    async add(identity, call) {
      const own = memberOf(identities, withoutPath(identity), () => new Map());
      const alike = memberOf(own, alikeKey(call), () => new Map<string, KeptWatch>());
      const text = encodeWatched(call);
      const held = [...alike.values()];
      const kept = decodeWatched(text);
      if (kept === undefined || (held.length >= MAX_ALIKE && !alike.has(text))) {
        return false;
      }
      alike.set(text, kept);
      return mayMatter(held, kept);
    },

    async read(identity, first, last) {
      const own =
        identities.get(withoutPath(identity)) ?? new Map<string, Map<string, KeptWatch>>();
      const read = [...own.values()].map((alike) =>
        [...alike.values()].filter(({ second }) => first <= second && second <= last),
      );
      return { calls: read.flat(), isComplete: read.every(({ length }) => length < MAX_ALIKE) };
    },

    async adopt(childKey, identity, steps) {
      if (steps >= (adopters.get(childKey)?.steps ?? 0)) {
        adopters.set(childKey, { identity, steps });
      }
    },

    async adopterOf(childKey) {
      return adopters.get(childKey)?.identity;
    },
  };
}
