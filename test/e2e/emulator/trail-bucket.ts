import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { groupBy } from '../../../src/detection/group-by';
import type { JsonObject } from '../../../src/detection/json';
import type { Clients } from './clients';
import { ACCOUNT, CREDENTIALS, HOME_REGION } from './world';

const BUCKET = 'regionsweep-organization-trail';
const ORGANIZATION = 'o-a1b2c3d4e5';

/** CloudTrail writes files about every five minutes. */
const FILE_MS = 300_000;

/** The S3 bucket of an organization trail. */
export interface TrailBucket {
  readonly name: string;
  /** The topic that gets the events of the S3 bucket, and messages in the form of CloudTrail. */
  readonly topicArn: string;
  /**
   * Writes records as CloudTrail does: one file for each account and region, gzipped.
   *
   * @param written when the files say that they were written; now, by default.
   * @returns the keys.
   */
  deliver(records: readonly JsonObject[], written?: Date): Promise<string[]>;
  /** The same, with files for each five minutes of calls, written five minutes after them. */
  deliverOnTime(records: readonly JsonObject[]): Promise<string[]>;
  put(key: string, body: Buffer): Promise<void>;
  remove(key: string): Promise<void>;
  /** Announces files once more, in the form that the topic of a trail has. */
  announce(keys: readonly string[]): Promise<void>;
  /** From now on, S3 sends events to EventBridge instead of the topic. */
  announceByEventBridge(): Promise<void>;
  /** From now on, S3 sends no events. */
  announceNothing(): Promise<void>;
  /** Denies everyone the objects. */
  deny(): Promise<void>;
  /** Removes the policy that denies them. */
  allow(): Promise<void>;
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
  const notify = async (NotificationConfiguration: NotificationConfiguration) => {
    await s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket: BUCKET, NotificationConfiguration }),
    );
  };
  await notify({ TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:*'] }] });
  const put = async (Key: string, Body: Buffer) => {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  };
  const deliver = async (records: readonly JsonObject[], written = new Date()) => {
    const files = filesOf(records, written);
    for (const { key, body } of files) {
      await put(key, body);
    }
    return files.map(({ key }) => key);
  };
  return {
    name: BUCKET,
    topicArn: TopicArn,
    put,
    deliver,
    async deliverOnTime(records) {
      const keys: string[] = [];
      for (const [time, some] of groupBy(records, (record) => fileTime(record))) {
        keys.push(...(await deliver(some, new Date(time))));
      }
      return keys;
    },
    async remove(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
    },
    async announce(keys) {
      const Message = JSON.stringify({ s3Bucket: BUCKET, s3ObjectKey: keys });
      await sns.send(new PublishCommand({ TopicArn, Message }));
    },
    announceByEventBridge: () => notify({ EventBridgeConfiguration: {} }),
    announceNothing: () => notify({}),
    async deny() {
      const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' }];
      await s3.send(
        new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify({ Statement }) }),
      );
    },
    async allow() {
      await s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
    },
  };
}

/** Where and when a file was written. */
interface FilePlace {
  readonly region: string;
  readonly account?: string;
  /** @default now */
  readonly written?: Date;
}

/** The key of a file. @param kind `CloudTrail`, or another kind of file in the S3 bucket. */
export function trailKey(
  { region, account = ACCOUNT, written = new Date() }: FilePlace,
  kind = 'CloudTrail',
): string {
  const time = written.toISOString();
  const day = time.slice(0, 10).replaceAll('-', '/');
  const minute = `${time.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const random = randomUUID().replaceAll('-', '').slice(0, 16);
  return `AWSLogs/${ORGANIZATION}/${account}/${kind}/${region}/${day}/${account}_${kind}_${region}_${minute}_${random}.json.gz`;
}

/** When CloudTrail writes a call. */
function fileTime({ eventTime }: JsonObject): number {
  return (Math.floor(Date.parse(String(eventTime)) / FILE_MS) + 1) * FILE_MS;
}

/** The last region first: CloudTrail keeps no order. */
function filesOf(
  records: readonly JsonObject[],
  written: Date,
): { readonly key: string; readonly body: Buffer }[] {
  const places = groupBy(
    records,
    ({ recipientAccountId, awsRegion }) => `${recipientAccountId} ${awsRegion}`,
  );
  return [...places]
    .map(([place, Records]) => {
      const [account = '', region = ''] = place.split(' ');
      const body = gzipSync(JSON.stringify({ Records }));
      return { key: trailKey({ account, region, written }), body };
    })
    .reverse();
}
