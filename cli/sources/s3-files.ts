import { S3Client } from '@aws-sdk/client-s3';
import type { HistoryFile } from '../../src/replay/collect-calls';
import type { HistoryPart } from '../../src/trail/find/history-part';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { shownName } from '../../src/trail/shown-name';
import { CONNECTION_LIMITS } from './aws-limits';
import { limited } from './limited';
import { s3ErrorText } from './s3-errors';
import { listS3 } from './s3-listing';
import { s3LocationOf } from './s3-location';
import { openS3Object } from './s3-object';
import type { SkippedFiles } from './skipped-files';

/** Objects fetched at once. */
const GETS_AT_ONCE = 32;

/** Where to send requests when no region is set. S3 redirects them to the region of the bucket. */
const ANY_REGION = 'us-east-1';

/**
 * Finds the trail files under `s3://bucket/prefix`, with the credentials that the AWS CLI would use. Counts those that it
 * skips.
 *
 * @throws UsageError when the path has another form; Error when the S3 bucket cannot be listed.
 */
export async function findS3Files(
  path: string,
  part: HistoryPart,
  skipped: SkippedFiles,
): Promise<{ readonly files: readonly HistoryFile[]; readonly problems: readonly TrailProblem[] }> {
  const location = s3LocationOf(path);
  const client = await openS3Client();
  const listing = listS3(client, location, part, skipped);
  const { objects, problems } = await listing.catch((error: unknown) => {
    throw new Error(`${shownName(path)} cannot be listed: ${s3ErrorText(error)}.`, {
      cause: error,
    });
  });
  const inTurn = limited(GETS_AT_ONCE);
  const files = objects.map((object) => ({
    bytes: object.bytes,
    open: () => inTurn(() => openS3Object(client, location.bucket, object)),
  }));
  return { files, problems };
}

/** Opens a client, in any region if none is set. */
export async function openS3Client(): Promise<S3Client> {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  // A stand-in for S3 has one host for all buckets.
  const forcePathStyle = Boolean(AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL);
  const options = {
    followRegionRedirects: true,
    requestHandler: CONNECTION_LIMITS,
    ...(forcePathStyle && { forcePathStyle }),
  };
  const client = new S3Client(options);
  try {
    await client.config.region();
    return client;
  } catch {
    return new S3Client({ ...options, region: ANY_REGION });
  }
}
