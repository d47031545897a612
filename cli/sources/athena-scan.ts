import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isScanned } from '../../src/athena/partition-path';
import { bytesText, priceText } from '../../src/athena/scan-cost';
import { type AthenaTable, isColumnar } from '../../src/athena/table';
import { type HistoryPart, isWholeHistory } from '../../src/trail/find/history-part';
import { limited } from './limited';
import { s3ErrorText } from './s3-errors';
import { s3LocationOf } from './s3-location';

/** List requests at once, and in all. More objects would take longer to list than to scan. */
const LISTS_AT_ONCE = 16;
const MAX_LISTS = 2000;

/** What a query will read. */
interface Scan {
  readonly bytes: number;
  /** Whether there may be more, because there are too many objects to list. */
  readonly isAtLeast: boolean;
}

/** What a query will scan and cost, as far as S3 shows it. */
interface ExpectedScan {
  readonly text: string;
  /** Absent if it is unknown, or if Athena may scan less. */
  readonly bytes?: number;
}

/** The scan of a part of a table. Without permission to list its objects, it is unknown. */
export async function scanOf(
  client: S3Client,
  table: AthenaTable,
  part: HistoryPart,
): Promise<ExpectedScan> {
  const location = table.parameters['location'] ?? '';
  if (!location.startsWith('s3://')) {
    return { text: 'the cost of the scan is unknown: the table has no location in S3' };
  }
  try {
    const { bytes, isAtLeast } = await measureScan(client, location, part);
    // Of JSON, Athena reads everything; of Parquet, the columns that it needs.
    const bound = isColumnar(table) ? 'at most' : 'about';
    return {
      text: `the query scans ${isAtLeast ? 'at least' : bound} ${bytesText(bytes)}, ${priceText(bytes)}`,
      ...(!isColumnar(table) && { bytes }),
    };
  } catch (error) {
    return { text: `the cost of the scan is unknown: ${s3ErrorText(error)}` };
  }
}

/**
 * Sums up the objects that Athena reads: those under the location of the table in the partitions of a part.
 *
 * @throws what the SDK throws when the location cannot be listed.
 */
async function measureScan(client: S3Client, location: string, part: HistoryPart): Promise<Scan> {
  const { bucket, prefix } = s3LocationOf(location);
  const inTurn = limited(LISTS_AT_ONCE);
  // A part is listed folder by folder, and folders outside it are not listed.
  const delimiter = isWholeHistory(part) ? undefined : '/';
  let bytes = 0;
  let lists = 0;
  let isAtLeast = false;

  const list = async (folder: string, token?: string): Promise<void> => {
    if (lists >= MAX_LISTS) {
      isAtLeast = true;
      return;
    }
    lists += 1;
    const page = await inTurn(() =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: folder,
          Delimiter: delimiter,
          ContinuationToken: token,
        }),
      ),
    );
    for (const { Key: key = '', Size: size = 0 } of page.Contents ?? []) {
      bytes += isScanned(key, part) ? size : 0;
    }
    const folders = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    await Promise.all([
      ...folders.filter((one) => isScanned(one, part)).map((one) => list(one)),
      ...(page.NextContinuationToken === undefined
        ? []
        : [list(folder, page.NextContinuationToken)]),
    ]);
  };

  await list(prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`);
  return { bytes, isAtLeast };
}
