import { shownValue } from '../../src/config/shown-value';
import { shownName } from '../../src/trail/shown-name';
import { UsageError } from '../flags/usage-error';

/** Part of an S3 bucket: all keys that begin with a prefix. */
export interface S3Location {
  readonly bucket: string;
  /** May be empty. */
  readonly prefix: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; ARNs name access points. */
const LOCATION =
  /^s3:\/\/((?:arn:aws[\w-]*:s3[\w-]*:[\w-]*:\d{12}:[\w:/-]+)|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s;

export function isS3(path: string): boolean {
  return path.startsWith('s3://');
}

/** @throws UsageError */
export function s3LocationOf(path: string): S3Location {
  const [, bucket, prefix = ''] = LOCATION.exec(path) ?? [];
  if (bucket === undefined) {
    throw new UsageError(
      `${shownValue(path)} is not a location in S3. Use s3://bucket or s3://bucket/prefix, such as s3://my-trail/AWSLogs/. To find the bucket of your trail, run: aws cloudtrail describe-trails`,
    );
  }
  return { bucket, prefix };
}

/** The location of an object, as messages show it. */
export function s3Name({ bucket }: Pick<S3Location, 'bucket'>, key: string): string {
  return shownName(`s3://${bucket}/${key}`);
}
