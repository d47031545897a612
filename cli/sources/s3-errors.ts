import { cleanText } from '../../src/detection/text';

/** Bytes of a message of S3 that are shown. */
const MAX_MESSAGE_BYTES = 200;

/** What an error of S3 means, by its name. */
const TEXTS: Readonly<Record<string, string>> = {
  AccessDenied:
    'access is denied; s3:ListBucket on the bucket and s3:GetObject on its objects are needed, and kms:Decrypt where they are encrypted with a key',
  NoSuchBucket: 'there is no such bucket',
  NoSuchKey: 'it is not there any more',
  InvalidObjectState: 'it is archived; restore it first',
  CredentialsProviderError: 'there are no credentials; sign in, or set AWS_PROFILE',
  ExpiredToken: 'the credentials have expired; sign in again',
  InvalidAccessKeyId: 'the access key is not known',
  SignatureDoesNotMatch: 'the secret key does not belong to the access key',
  TimeoutError: 'S3 did not answer in time',
};

/** An error of S3 in words, with its name. */
export function s3ErrorText(error: unknown): string {
  const { name, message, $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  // The answer to HEAD, and that of some proxies, has a status but no name.
  const known = name === 'Forbidden' || $metadata?.httpStatusCode === 403 ? 'AccessDenied' : name;
  const text = TEXTS[name] ?? TEXTS[known] ?? cleanText(message ?? '', MAX_MESSAGE_BYTES);
  return `${text} (${cleanText(name || 'Error', MAX_MESSAGE_BYTES)})`;
}

/** Whether nothing else can be had from S3 either. */
export function isHopeless(error: unknown): boolean {
  return [
    'CredentialsProviderError',
    'ExpiredToken',
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'NoSuchBucket',
  ].includes((error as Error).name);
}
