import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import {
  type HistoryPart,
  isWholeHistory,
  judgeKey,
  type KeyVerdict,
} from '../../src/trail/find/history-part';
import { judgeName, type NameVerdict } from '../../src/trail/find/trail-name';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { limited } from './limited';
import { isHopeless, s3ErrorText } from './s3-errors';
import { type S3Location, s3Name } from './s3-location';
import type { SkippedFiles } from './skipped-files';

/** List requests at once. */
const LISTS_AT_ONCE = 16;

/** An object in an S3 bucket. */
export interface S3Object {
  readonly key: string;
  readonly bytes: number;
}

/**
 * Lists the trail files under a prefix. For part of a history, it lists folder by folder and skips those of other
 * accounts, regions and days. For a whole history it lists without folders, which takes the fewest requests.
 *
 * @returns objects sorted by key, and the prefixes that could not be listed.
 * @throws what the SDK throws when the S3 bucket cannot be listed at all.
 */
export async function listS3(
  client: S3Client,
  location: S3Location,
  part: HistoryPart,
  skipped: SkippedFiles,
) {
  const objects: S3Object[] = [];
  const problems: TrailProblem[] = [];
  const inTurn = limited(LISTS_AT_ONCE);
  const delimiter = isWholeHistory(part) ? undefined : '/';

  /** Lists one page and the folders in it. @returns the token of the next page. */
  const listPage = async (prefix: string, token?: string): Promise<string | undefined> => {
    const page = await inTurn(() =>
      client.send(
        new ListObjectsV2Command({
          Bucket: location.bucket,
          Prefix: prefix,
          Delimiter: delimiter,
          ContinuationToken: token,
        }),
      ),
    );
    for (const { Key: key = '', Size: bytes = 0 } of page.Contents ?? []) {
      const verdict = judgeObject(key, location, part);
      if (verdict === 'read') {
        objects.push({ key, bytes });
      } else if (verdict !== 'side') {
        skipped.add(verdict, key);
      }
    }
    const folders = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    const wanted = folders.filter((folder) => judgeKey(folder, part) === 'read');
    await Promise.all(wanted.map(list));
    return page.NextContinuationToken;
  };

  const list = async (prefix: string): Promise<void> => {
    try {
      let token = await listPage(prefix);
      while (token !== undefined) {
        token = await listPage(prefix, token);
      }
    } catch (error) {
      if (isHopeless(error)) {
        throw error;
      }
      const message = `This prefix cannot be listed: ${s3ErrorText(error)}; its objects are missing from the result`;
      problems.push({ file: s3Name(location, prefix), offset: 0, message });
    }
  };

  await list(location.prefix);
  return {
    objects: objects.sort((a, b) => (a.key < b.key ? -1 : 1)),
    problems: problems.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** Judges an object by its key, as a file in the folder that the location names. The console makes objects for folders. */
function judgeObject(
  key: string,
  { prefix }: S3Location,
  part: HistoryPart,
): KeyVerdict | NameVerdict {
  if (key.endsWith('/')) {
    return 'side';
  }
  const verdict = judgeKey(key, part);
  const isNamed = key === prefix;
  return verdict === 'read' && !isNamed
    ? judgeName(key.slice(prefix.lastIndexOf('/') + 1))
    : verdict;
}
