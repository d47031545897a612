import type { Format } from './format';

/**
 * Messages about objects that were written to S3, which S3 and CloudTrail send. They hold no records.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export const s3Notification: Format = {
  name: 'Notifications of S3 objects',
  from: 'S3 or CloudTrail, through SNS, SQS, EventBridge or Lambda',
  lacks: 'all records. Read the objects that the notifications name',
  open: (object) =>
    ('s3Bucket' in object && 's3ObjectKey' in object) || object['Event'] === 's3:TestEvent'
      ? [{ kind: 'notification' }]
      : undefined,
};
