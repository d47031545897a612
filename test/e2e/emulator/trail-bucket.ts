import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import type { JsonObject } from '../../../src/detection/json';
import type { Clients } from './clients';
import { ACCOUNT, CREDENTIALS, HOME_REGION } from './world';

const BUCKET = 'regionsweep-organization-trail';
const ORGANIZATION = 'o-a1b2c3d4e5';

/** The S3 bucket of an organization trail. */
export interface TrailBucket {
  readonly name: string;
  /** The topic that gets the events of the S3 bucket, and messages in the form of CloudTrail. */
  readonly topicArn: string;
  /** Writes records as CloudTrail does: one file for each region, gzipped. @returns the keys. */
  deliver(records: readonly JsonObject[]): Promise<string[]>;
  put(key: string, body: Buffer): Promise<void>;
  remove(key: string): Promise<void>;
  /** Announces files once more, in the form that the topic of a trail has. */
  announce(keys: readonly string[]): Promise<void>;
  /** From now on, S3 sends events to EventBridge instead of the topic. */
  announceByEventBridge(): Promise<void>;
}

/** Creates the S3 bucket and its topic. */
export async function createTrailBucket(endpoint: string, { sns }: Clients): Promise<TrailBucket> {
  const s3 = new S3Client({
    endpoint,
    region: HOME_REGION,
    credentials: CREDENTIALS,
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'organization-trail' }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: BUCKET,
      NotificationConfiguration: {
        TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:*'] }],
      },
    }),
  );
  const put = async (Key: string, Body: Buffer) => {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  };
  return {
    name: BUCKET,
    topicArn: TopicArn,
    put,
    async deliver(records) {
      const files = filesOf(records);
      for (const { key, body } of files) {
        await put(key, body);
      }
      return files.map(({ key }) => key);
    },
    async remove(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
    },
    async announce(keys) {
      const Message = JSON.stringify({ s3Bucket: BUCKET, s3ObjectKey: keys });
      await sns.send(new PublishCommand({ TopicArn, Message }));
    },
    async announceByEventBridge() {
      await s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket: BUCKET,
          NotificationConfiguration: { EventBridgeConfiguration: {} },
        }),
      );
    },
  };
}

/** The key of a file that is delivered now. @param kind `CloudTrail`, or another kind of file in the S3 bucket. */
export function trailKey(region: string, kind = 'CloudTrail'): string {
  const now = new Date().toISOString();
  const day = now.slice(0, 10).replaceAll('-', '/');
  const minute = `${now.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const random = randomUUID().replaceAll('-', '').slice(0, 16);
  return `AWSLogs/${ORGANIZATION}/${ACCOUNT}/${kind}/${region}/${day}/${ACCOUNT}_${kind}_${region}_${minute}_${random}.json.gz`;
}

/** The last region first: CloudTrail keeps no order. */
function filesOf(
  records: readonly JsonObject[],
): { readonly key: string; readonly body: Buffer }[] {
  const regions = [...new Set(records.map(({ awsRegion }) => String(awsRegion)))].reverse();
  return regions.map((region) => ({
    key: trailKey(region),
    body: gzipSync(
      JSON.stringify({ Records: records.filter(({ awsRegion }) => awsRegion === region) }),
    ),
  }));
}
