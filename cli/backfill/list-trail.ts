import type { HistoryPart } from '../../src/trail/find/history-part';
import { shownName } from '../../src/trail/shown-name';
import { s3ErrorText } from '../sources/s3-errors';
import { openS3Client } from '../sources/s3-files';
import { listS3 } from '../sources/s3-listing';
import { s3LocationOf } from '../sources/s3-location';
import { SkippedFiles } from '../sources/skipped-files';

/** Lists trail files. @throws Error if the bucket cannot be listed, or holds none of this part. */
export async function listTrail(path: string, part: HistoryPart) {
  const client = await openS3Client();
  try {
    const listing = await listS3(client, s3LocationOf(path), part, new SkippedFiles());
    if (listing.objects.length === 0 && listing.problems.length === 0) {
      throw new Error(
        `${shownName(path)} contains no trail file of this time. Widen --from, --to, --accounts and --regions, or use the bucket and prefix that the trail writes to.`,
      );
    }
    return listing;
  } catch (error) {
    if (error instanceof Error && '$metadata' in error) {
      throw new Error(`${shownName(path)} cannot be listed: ${s3ErrorText(error)}.`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    client.destroy();
  }
}
