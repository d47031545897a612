import { createHash } from 'node:crypto';
import { dayFolders, isoTime } from './clock';
import { logFileText, type TrailFile } from './delivery';
import { MAIN_ACCOUNT } from './ids';
import { GLOBAL_REGION } from './regions';

const BUCKET = 'amzn-s3-demo-bucket';

/** A file in the S3 bucket of the trail that holds no records. */
export interface DigestFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * The first digest file of one region: the hashes of the log files delivered in a day. CloudTrail writes and
 * signs one per hour. Readers of the trail have to skip them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function buildDigestFile(files: readonly TrailFile[], dayStart: number): DigestFile {
  const end = dayStart + 24 * 3600;
  const folder = `AWSLogs/${MAIN_ACCOUNT}/CloudTrail/${GLOBAL_REGION}/${dayFolders(dayStart)}/`;
  const covered = files.filter((file) => file.path.startsWith(folder));
  const stamp = isoTime(end).replaceAll(/[-:]/g, '');
  const name = `${MAIN_ACCOUNT}_CloudTrail-Digest_${GLOBAL_REGION}_organization-trail_${GLOBAL_REGION}_${stamp}.json.gz`;
  const path = `AWSLogs/${MAIN_ACCOUNT}/CloudTrail-Digest/${GLOBAL_REGION}/${dayFolders(end)}/${name}`;
  return {
    path,
    content: {
      awsAccountId: MAIN_ACCOUNT,
      digestStartTime: isoTime(dayStart),
      digestEndTime: isoTime(end),
      digestS3Bucket: BUCKET,
      digestS3Object: path,
      digestPublicKeyFingerprint: '00000000000000000000000000000000',
      digestSignatureAlgorithm: 'SHA256withRSA',
      ...eventTimesOf(covered),
      previousDigestS3Bucket: null,
      previousDigestS3Object: null,
      previousDigestHashValue: null,
      previousDigestHashAlgorithm: null,
      previousDigestSignature: null,
      logFiles: covered.map((file) => ({
        s3Bucket: BUCKET,
        s3Object: file.path,
        // CloudTrail hashes the uncompressed content.
        hashValue: createHash('sha256').update(logFileText(file)).digest('hex'),
        hashAlgorithm: 'SHA-256',
        ...eventTimesOf([file]),
      })),
    },
  };
}

function eventTimesOf(files: readonly TrailFile[]) {
  const times = files.flatMap(({ records }) => records.map(({ eventTime }) => eventTime)).sort();
  return { newestEventTime: times.at(-1), oldestEventTime: times.at(0) };
}
