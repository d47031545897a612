import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { s3LocationOf } from './s3-location';

/** Bytes per request. A part that breaks off is fetched again, which no single long request allows. */
const RANGE_BYTES = 8 * 1024 * 1024;

/** How often to fetch a part. The SDK retries requests itself, but not once the headers have arrived. */
const ATTEMPTS = 3;

/** The content of an object, part by part. @throws what the SDK throws. */
export async function* objectInRanges(
  client: S3Client,
  location: string,
): AsyncGenerator<Uint8Array> {
  const { bucket, prefix: key } = s3LocationOf(location);
  let etag: string | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (let start = 0; start < size; start += RANGE_BYTES) {
    const Range = `bytes=${start}-${start + RANGE_BYTES - 1}`;
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range, IfMatch: etag });
    const { bytes, ETag, ContentRange } = await fetchPart(client, command);
    etag = ETag;
    // For example `bytes 0-8388607/12345678`.
    size = Number(ContentRange?.split('/')[1] ?? bytes.length);
    yield bytes;
  }
}

async function fetchPart(client: S3Client, command: GetObjectCommand) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { Body, ...answer } = await client.send(command);
      return { ...answer, bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
    } catch (error) {
      // An answer is final, and a transfer that broke off is not.
      if (attempt === ATTEMPTS || '$metadata' in (error as object)) {
        throw error;
      }
    }
  }
}

export function isDenied(error: unknown): boolean {
  const { name, $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return name === 'AccessDenied' || name === 'Forbidden' || $metadata?.httpStatusCode === 403;
}
