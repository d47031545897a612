import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a message from AWS that are shown. */
const MAX_MESSAGE_BYTES = 400;

/** What the text of a failure depends on. */
export interface Advice {
  /** What is not available. */
  readonly what: string;
  /** The page and its section that list the permissions. */
  readonly page: string;
  readonly section: string;
}

/** What to do about errors of AWS and of the network, by part of their names or codes. The first match counts. */
const fixesFor = ({
  page,
  section,
}: Advice): readonly (readonly [pattern: RegExp, fix: string])[] => [
  [
    /AccessDenied|NotAuthorized/,
    `Allow what "${section}" in ${page} lists, or use credentials of the account of the hub.`,
  ],
  [
    /Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|Signature/,
    'Sign in to the account of the hub, or set AWS_PROFILE.',
  ],
  [
    /^ValidationException .*\bindex/,
    'The table belongs to an older version: deploy this version of RegionSweep, and wait until the deployment is complete.',
  ],
  [
    /ResourceNotFound/,
    'There is no such table: use the stack output TableName, and --region with the region of the hub.',
  ],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|TimeoutError/, 'Check the region and the network.'],
  [/Throttl|ProvisionedThroughput|RequestLimit|SlowDown/, 'Wait a minute, and run it again.'],
];

/** Runs, and says what to do if AWS or the network fails. @throws any other error as it is. */
export async function withAdvice<T>(advice: Advice, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { name, code = '', message } = error as NodeJS.ErrnoException;
    // DynamoDB has no error of its own for an index that does not exist.
    const cause = name === 'ValidationException' ? `${name} ${message}` : `${name} ${code}`;
    const [, fix] = fixesFor(advice).find(([pattern]) => pattern.test(cause)) ?? [];
    if (fix === undefined) {
      throw error;
    }
    const text = cleanText(`${name}: ${message}`, MAX_MESSAGE_BYTES).replace(/[.\s]+$/, '');
    throw new Error(`${advice.what} is not available: ${text}. ${fix}`, { cause: error });
  }
}
