import {
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Look } from '../../src/doctor/look';
import type { BucketEvents, TrailFileFacts } from '../../src/doctor/trail-facts';
import { everyPage, lookAt } from './look-at';

/** The first bytes of every gzip file. */
const GZIP = [0x1f, 0x8b];

/** Folders between `AWSLogs/` and a trail file: organization, account, kind, region, year, month, day. */
const MAX_DEPTH = 7;

/** The region of an S3 bucket. Nothing, if there is no such bucket. */
export function readBucketRegion(
  client: S3Client,
  bucket: string,
): Promise<Look<string | undefined>> {
  return lookAt('s3:ListBucket', async () => {
    try {
      const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }));
      return BucketRegion ?? (await client.config.region());
    } catch (error) {
      // A response to HEAD has a status, but no code of an error.
      const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
      switch ($metadata?.httpStatusCode) {
        case 403:
          throw Object.assign(new Error('S3 answered 403'), { name: 'AccessDenied' });
        case 404:
          return undefined;
        default:
          throw error;
      }
    }
  });
}

/** What an S3 bucket sends its events to. */
export function readBucketEvents(client: S3Client, bucket: string): Promise<Look<BucketEvents>> {
  return lookAt('s3:GetBucketNotification', async () => {
    const { EventBridgeConfiguration, TopicConfigurations = [] } = await client.send(
      new GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
    );
    return {
      hasEventBridge: EventBridgeConfiguration !== undefined,
      topics: TopicConfigurations.filter(({ Events = [] }) =>
        Events.some((event) => event.startsWith('s3:ObjectCreated:')),
      ).flatMap(({ TopicArn }) => TopicArn ?? []),
    };
  });
}

/**
 * The newest trail file of one account and region: preferably of these, because a hub with a heartbeat always has new
 * calls in its own. Nothing, if there is no trail file.
 */
export async function readNewestFile(
  client: S3Client,
  bucket: string,
  prefix: string | undefined,
  preferred: readonly string[],
): Promise<Look<TrailFileFacts | undefined>> {
  const newest = await lookAt('s3:ListBucket', async () => {
    let folder = prefix === undefined ? 'AWSLogs/' : `${prefix}/AWSLogs/`;
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
      const next = chosen(await foldersIn(client, bucket, folder), preferred);
      if (next === undefined) {
        break;
      }
      folder = next;
    }
    return newestIn(client, bucket, folder);
  });
  if (newest.kind !== 'seen' || newest.value === undefined) {
    return newest as Look<undefined>;
  }
  const { key, writtenAt } = newest.value;
  return { kind: 'seen', value: { key, writtenAt, isGzip: await isGzip(client, bucket, key) } };
}

async function foldersIn(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  return everyPage(async (ContinuationToken) => {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/', ContinuationToken }),
    );
    return [
      (page.CommonPrefixes ?? []).flatMap((one) => one.Prefix ?? []),
      page.NextContinuationToken,
    ];
  });
}

/** A preferred folder, else that of CloudTrail, else the last by name, which is the latest date. */
function chosen(folders: readonly string[], preferred: readonly string[]): string | undefined {
  const nameOf = (folder: string) => folder.split('/').at(-2) ?? '';
  return (
    folders.find((folder) => preferred.includes(nameOf(folder))) ??
    folders.find((folder) => /^(?:o-[a-z0-9]+|CloudTrail)$/.test(nameOf(folder))) ??
    folders.filter((folder) => !nameOf(folder).startsWith('CloudTrail-')).at(-1)
  );
}

async function newestIn(client: S3Client, Bucket: string, Prefix: string) {
  const files = await everyPage(async (ContinuationToken) => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    return [page.Contents, page.NextContinuationToken];
  });
  return files
    .filter(({ Key = '' }) => Key.includes('_CloudTrail_'))
    .map(({ Key = '', LastModified = new Date(0) }) => ({ key: Key, writtenAt: LastModified }))
    .reduce<{ key: string; writtenAt: Date } | undefined>(
      (latest, one) => (latest && latest.writtenAt >= one.writtenAt ? latest : one),
      undefined,
    );
}

/** Reads two bytes, which also shows whether the key decrypts. */
async function isGzip(client: S3Client, Bucket: string, Key: string): Promise<Look<boolean>> {
  const look = await lookAt('s3:GetObject', async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-1' }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return GZIP.every((byte, index) => bytes[index] === byte);
  });
  const isAboutKey = look.kind !== 'seen' && /\bkms\b/i.test(look.reason);
  return isAboutKey ? { ...look, permission: 'kms:Decrypt' } : look;
}
