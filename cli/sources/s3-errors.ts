import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a message from S3 that are shown. */
const MAX_MESSAGE_BYTES = 200;

/** What an error of S3 means and what to do, by its name. */
const TEXTS: Readonly<Record<string, string>> = {
  AccessDenied:
    'access is denied; allow s3:ListBucket on the bucket, s3:GetObject on its objects, and kms:Decrypt if a KMS key encrypts them',
  NoSuchBucket: 'the S3 bucket does not exist',
  NoSuchKey: 'the object no longer exists',
  InvalidObjectState: 'the object is in an archive storage class; restore it first',
  CredentialsProviderError: 'no AWS credentials found; sign in, or set AWS_PROFILE',
  ExpiredToken: 'the credentials have expired; sign in again',
  InvalidAccessKeyId: 'the access key does not exist',
  SignatureDoesNotMatch: 'the secret key does not match the access key',
  TimeoutError: 'S3 did not answer in time',
};

/** An error of S3 in words, and its name. */
export function s3ErrorText(error: unknown): string {
  const { name, message, $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  // A response to HEAD, and those of some proxies, have a status but no name.
  const known = name === 'Forbidden' || $metadata?.httpStatusCode === 403 ? 'AccessDenied' : name;
  const text = TEXTS[name] ?? TEXTS[known] ?? cleanText(message ?? '', MAX_MESSAGE_BYTES);
  return `${text} (${cleanText(name || 'Error', MAX_MESSAGE_BYTES)})`;
}

/** Whether every other request will fail, too. */
export function isHopeless(error: unknown): boolean {
  return [
    'CredentialsProviderError',
    'ExpiredToken',
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'NoSuchBucket',
  ].includes((error as Error).name);
}
