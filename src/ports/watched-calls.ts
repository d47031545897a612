import type { KeptWatch } from '../detection/watched/watched-call';

/** Calls of one kind, caller and outcome are alike within this many seconds of event time. */
export const ALIKE_SECONDS = 300;

/** How many calls that are alike to keep. */
export const MAX_ALIKE = 12;

/** In a flood, the first calls can change a verdict, the others only how many there are. */
const DECISIVE = 3;
const FLOOD_SECONDS = 60;

/**
 * Whether an addition may change a verdict.
 *
 * @param held what was kept of calls that are alike. One that is among them may come again after a failure.
 */
export function mayMatter(held: readonly KeptWatch[], added: KeptWatch): boolean {
  const near = held.filter(({ second }) => Math.abs(second - added.second) <= FLOOD_SECONDS);
  return (
    added.child !== undefined ||
    near.length < DECISIVE ||
    held.some(({ eventId }) => eventId === added.eventId)
  );
}

/** What the store has of the watched calls of an identity. */
interface ReadWatched {
  readonly calls: readonly KeptWatch[];
  /** False where there may be more: beyond what one read returns, or calls that are alike. */
  readonly isComplete: boolean;
}

/**
 * The store of watched calls, and of the keys and users that they create. Any number of processes can use it at once.
 * Every method rejects with the error of the store if the store is unreachable; the caller retries.
 */
export interface WatchedCalls {
  /**
   * Keeps a watched call, idempotently and within the bounds of the store.
   *
   * @param identity the key of the identity that it belongs to.
   * @returns false where the store has enough calls that are alike, so that it changes no verdict.
   */
  add(identity: string, call: KeptWatch): Promise<boolean>;

  /**
   * Reads the calls of an identity from one second to another, both included. It sees every addition that resolved
   * before the read began.
   */
  read(identity: string, first: number, last: number): Promise<ReadWatched>;

  /**
   * Notes that calls with a key, or by a user, belong to the incidents of an identity. The note with the most steps
   * wins, because it knows more of the chain.
   *
   * @param childKey see `childKeyOf`.
   * @param steps from the identity to the child; 1 where the identity created it.
   */
  adopt(childKey: string, identity: string, steps: number): Promise<void>;

  /** @returns the identity that adopted a key or user, if one did. */
  adopterOf(childKey: string): Promise<string | undefined>;
}
