import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a message from AWS that are shown. */
const MAX_MESSAGE_BYTES = 200;

const NOT_SIGNED_IN = 'no AWS credentials found; sign in, or set AWS_PROFILE';
const EXPIRED = 'the credentials have expired; sign in again';
const REFUSED =
  'AWS does not accept the credentials in this region; check them, and that the account has enabled the region';
const NO_ANSWER = 'AWS did not answer in time; try again';

/** What an error of AWS means and what to do, by its name or its code. */
const TEXTS: Readonly<Record<string, string>> = {
  CredentialsProviderError: NOT_SIGNED_IN,
  TokenProviderError: NOT_SIGNED_IN,
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  RequestExpired: EXPIRED,
  AuthFailure: REFUSED,
  InvalidClientTokenId: REFUSED,
  SignatureDoesNotMatch: REFUSED,
  UnrecognizedClientException: REFUSED,
  ThrottlingException:
    'AWS throttled the requests; another program may be reading Event history, so try again later',
  ENOTFOUND: 'the region has no endpoint; check its name, and your network',
  TimeoutError: NO_ANSWER,
  ETIMEDOUT: NO_ANSWER,
};

const DENIED = /AccessDenied|UnauthorizedOperation/;

/** An error of AWS in words, and its name. @param permission what the request needs. */
export function lookupErrorText(error: unknown, permission: string): string {
  const { name, message, code } = error as NodeJS.ErrnoException;
  const text = DENIED.test(name)
    ? `access is denied; allow ${permission}`
    : (TEXTS[name] ?? TEXTS[code ?? ''] ?? cleanText(message ?? '', MAX_MESSAGE_BYTES));
  return `${text} (${cleanText(code ?? name, MAX_MESSAGE_BYTES)})`;
}
