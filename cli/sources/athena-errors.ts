import type { QueryExecution } from '@aws-sdk/client-athena';
import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a message from Athena that are shown. */
const MAX_MESSAGE_BYTES = 400;

/** What an error of Athena means and what to do, by its name. */
const TEXTS: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials found; sign in, or set AWS_PROFILE',
  ExpiredToken: 'the credentials have expired; sign in again',
  ExpiredTokenException: 'the credentials have expired; sign in again',
  UnrecognizedClientException:
    'the access key does not exist or its session has ended; sign in again',
  InvalidSignatureException: 'the secret key does not match the access key',
  TooManyRequestsException: 'Athena has too many requests or queries at once; try again later',
  TimeoutError: 'Athena did not answer in time',
};

/** An error of Athena in words, and its name. */
export function athenaErrorText(error: unknown): string {
  const { name, message = '' } = error as Error;
  const known = TEXTS[name] ?? deniedText(message);
  return `${known ?? cleanText(message, MAX_MESSAGE_BYTES)} (${cleanText(name || 'Error', MAX_MESSAGE_BYTES)})`;
}

/** Why a query has no result, and what to do. */
export function failureText({ Status }: QueryExecution): string {
  const reason = cleanText(Status?.StateChangeReason ?? '', MAX_MESSAGE_BYTES);
  if (/bytes scanned limit/i.test(reason)) {
    return 'it exceeded the data limit of the workgroup (BytesScannedCutoffPerQuery); choose fewer days with --from and --to, or raise the limit';
  }
  const state = Status?.State === 'CANCELLED' ? 'it was cancelled' : 'it failed';
  const shown = reason === '' ? state : `${state}: ${reason}`;
  const help = deniedText(reason);
  return help === undefined ? shown : `${shown}; ${help}`;
}

/** What to allow where a message says that a permission is missing. */
function deniedText(message: string): string | undefined {
  if (/lake ?formation/i.test(message)) {
    return 'Lake Formation denies access; grant your role Select and Describe on the table';
  }
  const [, action] = /not authorized to perform:? ([\w-]+:\w+)/.exec(message) ?? [];
  if (action !== undefined) {
    return `access is denied; allow ${action}`;
  }
  return /access ?denied/i.test(message)
    ? 'access is denied; allow s3:ListBucket and s3:GetObject on the S3 bucket of the table, s3:GetBucketLocation and s3:PutObject on that of the results, and kms:Decrypt if a KMS key encrypts them'
    : undefined;
}
