import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { pagedAccess } from '../../src/trail/layers/paged-access';
import { SourceError, type TrailSource } from '../../src/trail/trail-source';
import { s3ErrorText } from './s3-errors';
import type { S3Object } from './s3-listing';
import { s3Name } from './s3-location';

/**
 * Objects up to this size are fetched whole, and again if the transfer breaks off. CloudTrail writes no larger ones.
 */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/** How often to fetch an object. The SDK retries requests itself, but not once the headers have arrived. */
const ATTEMPTS = 3;

/** Fetches an object, or begins to. Does not throw: an error appears when the source is read. */
export async function openS3Object(
  client: S3Client,
  bucket: string,
  { key, bytes }: S3Object,
): Promise<TrailSource> {
  const name = s3Name({ bucket }, key);
  const object = { Bucket: bucket, Key: key };
  if (bytes > MAX_WHOLE_BYTES) {
    // Only an archive or a Parquet file is read in parts.
    const read = (start: number, end: number) =>
      fetchWhole(client, { ...object, Range: `bytes=${start}-${end - 1}` });
    const blocks = streamed(client, new GetObjectCommand(object));
    return { kind: 'stream', name, blocks, access: pagedAccess({ size: bytes, read }) };
  }
  try {
    return { kind: 'bytes', name, bytes: await fetchWhole(client, object) };
  } catch (error) {
    return { kind: 'stream', name, blocks: failing(error) };
  }
}

/** @throws SourceError */
async function fetchWhole(client: S3Client, input: GetObjectCommandInput): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { Body } = await client.send(new GetObjectCommand(input));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      const isAnswer = '$metadata' in (error as object) && (error as Error).name !== 'TimeoutError';
      if (attempt === ATTEMPTS || isAnswer) {
        throw new SourceError(s3ErrorText(error), { cause: error });
      }
    }
  }
}

async function* streamed(client: S3Client, command: GetObjectCommand): AsyncGenerator<Uint8Array> {
  try {
    const { Body } = await client.send(command);
    yield* (Body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new SourceError(s3ErrorText(error), { cause: error });
  }
}

// biome-ignore lint/correctness/useYield: it fails before it can yield anything.
async function* failing(error: unknown): AsyncGenerator<Uint8Array> {
  throw error;
}
