import type { Caller, Digest } from '../model';
import type { Actor } from './ledger';

/** Limits of a ledger. Beyond them RegionSweep cannot tell further actors apart, and sends no update about them. */
export const MAX_ACTORS = 12;
const MAX_TOKENS = 12;

const TOKEN_DIGITS = 6;

const SESSION = /^arn:[^:]*:sts::/;

/** What a caller may share with the other callers of its actor, as short digests. */
export function tokensOf(
  { arn, accessKeyId, sourceIp }: Pick<Caller, 'arn' | 'accessKeyId' | 'sourceIp'>,
  digest: Digest,
): string[] {
  const shared = {
    // All keys of a user have the ARN of the user.
    s: arn !== undefined && SESSION.test(arn) ? arn : undefined,
    k: accessKeyId,
    i: sourceIp,
  };
  return Object.entries(shared).flatMap(([kind, value]) =>
    value === undefined ? [] : [digest(`${kind}${value}`).slice(0, TOKEN_DIGITS)],
  );
}

/** The actors among some callers: callers that share a session, an access key or a source IP are one. */
export function actorsAmong(callers: readonly Caller[], digest: Digest): Actor[] {
  return callers.reduce<Actor[]>((actors, caller) => join(actors, tokensOf(caller, digest)), []);
}

/**
 * Adds actors to those that are known.
 *
 * @returns the known ones with what was added, and how many of the others share nothing with them.
 */
export function addActors(
  known: readonly Actor[],
  seen: readonly Actor[],
): { readonly actors: readonly Actor[]; readonly added: number } {
  let actors = known;
  let added = 0;
  for (const actor of seen) {
    const isKnown = known.some((other) => sharesToken(other, actor));
    if (isKnown || actors.length < MAX_ACTORS) {
      added += isKnown ? 0 : 1;
      actors = join(actors, actor);
    }
  }
  return { actors, added };
}

/** Whether two actors are one. */
export function sharesToken(a: Actor, b: Actor): boolean {
  return a.some((token) => b.includes(token));
}

/** Adds the tokens of one caller; it may show that several actors are one. The same list where it adds nothing. */
function join(actors: readonly Actor[], tokens: Actor): Actor[] {
  const same = actors.filter((actor) => sharesToken(actor, tokens));
  const others = actors.filter((actor) => !same.includes(actor));
  const joined = [...new Set([...same.flat(), ...tokens])].slice(0, MAX_TOKENS).sort();
  return [...others, joined];
}
