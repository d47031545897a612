import { createHash } from 'node:crypto';
import { dayFolders, isoTime } from './clock';
import { logFileText, type TrailFile } from './delivery';
import { MAIN_ACCOUNT } from './ids';
import { GLOBAL_REGION } from './regions';

const BUCKET = 'amzn-s3-demo-bucket';
const TRAIL_NAME = 'organization-trail';

/** A file that lies in the trail's bucket but holds no records. */
export interface DigestFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * The first digest file of one region: the hashes of the log files delivered in a day.
 * CloudTrail writes one an hour, signed; whoever reads the trail has to skip them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function buildDigestFile(files: readonly TrailFile[], dayStart: number): DigestFile {
  const end = dayStart + 24 * 3600;
  const folder = `AWSLogs/${MAIN_ACCOUNT}/CloudTrail/${GLOBAL_REGION}/${dayFolders(dayStart)}/`;
  const covered = files.filter((file) => file.path.startsWith(folder));
  const times = covered
    .flatMap((file) => file.records.map((record) => record.eventTime))
    .toSorted();
  const stamp = isoTime(end).replaceAll(/[-:]/g, '');
  const path = `AWSLogs/${MAIN_ACCOUNT}/CloudTrail-Digest/${GLOBAL_REGION}/${dayFolders(end)}/${MAIN_ACCOUNT}_CloudTrail-Digest_${GLOBAL_REGION}_${TRAIL_NAME}_${GLOBAL_REGION}_${stamp}.json.gz`;
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
      newestEventTime: times.at(-1),
      oldestEventTime: times.at(0),
      previousDigestS3Bucket: null,
      previousDigestS3Object: null,
      previousDigestHashValue: null,
      previousDigestHashAlgorithm: null,
      previousDigestSignature: null,
      logFiles: covered.map((file) => logFileEntry(file)),
    },
  };
}

function logFileEntry(file: TrailFile) {
  const times = file.records.map((record) => record.eventTime).toSorted();
  return {
    s3Bucket: BUCKET,
    s3Object: file.path,
    // CloudTrail hashes the uncompressed content.
    hashValue: createHash('sha256').update(logFileText(file)).digest('hex'),
    hashAlgorithm: 'SHA-256',
    newestEventTime: times.at(-1),
    oldestEventTime: times.at(0),
  };
}
