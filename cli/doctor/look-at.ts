import { cleanText } from '../../src/detection/text';
import { type Look, type Seen, seen, type Unseen } from '../../src/doctor/look';

/** The credentials do not work at all, so that no look can show anything. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

const DENIED = /AccessDenied|AuthorizationError|Forbidden|NotAuthorized|UnauthorizedOperation/;
const NOT_SIGNED_IN =
  /AuthFailure|Credentials|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|TokenProvider|UnrecognizedClient/;

/** UTF-8 bytes of a message from AWS that are shown. */
const MAX_REASON_BYTES = 200;

/**
 * The first look of all, in the region of the hub. Only there do refused credentials mean that nothing can be seen: a
 * region that the account has not enabled refuses good ones in the same words.
 *
 * @throws NotSignedInError
 */
export function lookFirst<T>(permission: string, read: () => Promise<T>): Promise<Look<T>> {
  return lookAt(permission, async () => {
    try {
      return await read();
    } catch (error) {
      const { name, message } = error as Error;
      throw NOT_SIGNED_IN.test(name)
        ? new NotSignedInError(`AWS does not accept the credentials: ${message}`)
        : error;
    }
  });
}

/**
 * Looks at something in AWS, and never fails because AWS does not show it.
 *
 * @param permission what the look needs, for example `events:ListRules`.
 */
export async function lookAt<T>(permission: string, read: () => Promise<T>): Promise<Look<T>> {
  try {
    return seen(await read());
  } catch (error) {
    if (error instanceof NotSignedInError) {
      throw error;
    }
    const { name, message } = error as Error;
    const reason = cleanText(`${name}: ${message}`, MAX_REASON_BYTES).replace(/[.\s]+$/, '');
    return { kind: DENIED.test(name) ? 'denied' : 'failed', permission, reason };
  }
}

/** Looks further from what was seen. What was not seen stays unseen. */
export function lookOn<T, U>(
  look: Look<T>,
  further: (value: T) => Promise<Look<U>>,
): Promise<Look<U>> {
  return isSeen(look) ? further(look.value) : Promise.resolve(look);
}

export function isSeen<T>(look: Look<T>): look is Seen<T> {
  return look.kind === 'seen';
}

/** Something that cannot be looked at, because what names it is missing. */
export function missing(permission: string, reason: string): Unseen {
  return { kind: 'failed', permission, reason };
}

/** Every item of a list that AWS returns in pages. */
export async function everyPage<T>(
  read: (token: string | undefined) => Promise<readonly [items: T[] | undefined, next?: string]>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const [items = [], next] = await read(token);
    all.push(...items);
    token = next || undefined;
  } while (token !== undefined);
  return all;
}
