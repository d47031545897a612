import type { KeptWatch } from '../detection/watched/watched-call';

/** How many calls of one kind, caller, outcome and hour to keep. */
export const MAX_ALIKE = 12;

/** The first calls that are alike can change a verdict, the others only how many there are. */
const DECISIVE = 3;

/**
 * Whether a call that was kept may change a verdict. One with a child may: others follow from what the child does.
 *
 * @param held what was kept of calls that are alike. One that is among them may come again after a failure.
 * @param added the call in the same form.
 */
export function mayMatter<Kept>({ child }: KeptWatch, held: readonly Kept[], added: Kept): boolean {
  return child !== undefined || held.length < DECISIVE || held.includes(added);
}

/** What the store has of the watched calls of an identity. */
interface ReadWatched {
  readonly calls: readonly KeptWatch[];
  /** False where there are more than one read returns. */
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
   * @returns false where the store has enough calls of its kind, caller and hour, so that it changes no verdict.
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
