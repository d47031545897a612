import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { TrailObjectError, type TrailObjects } from '../../ports/trail-objects';

const HTTP_FORBIDDEN = 403;
const HTTP_NOT_FOUND = 404;

/** Without `s3:ListBucket`, S3 answers AccessDenied for a deleted object, so that it counts as denied. */
export function createS3TrailObjects(client: S3Client): TrailObjects {
  return {
    async open(Bucket, Key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        // In Node.js, the body is a stream.
        return (Body ?? []) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw trailObjectErrorOf(error) ?? error;
      }
    },
  };
}

function trailObjectErrorOf(error: unknown): TrailObjectError | undefined {
  const { name, message, $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchKey' || (status === HTTP_NOT_FOUND && name !== 'NoSuchBucket')) {
    return new TrailObjectError('gone', message, { cause: error });
  }
  // A disabled key, or one that is about to be deleted, is `KMS.DisabledException` or similar, with another status.
  if (name === 'AccessDenied' || name.startsWith('KMS.') || isDenied(name, status)) {
    return new TrailObjectError('denied', message, { cause: error });
  }
  return undefined;
}

/** Other errors with the same status are about the credentials or the clock, and pass. */
function isDenied(name: string, status: number | undefined): boolean {
  return (
    status === HTTP_FORBIDDEN && ['Forbidden', 'AllAccessDisabled', 'UnknownError'].includes(name)
  );
}
