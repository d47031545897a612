import { gzipSync } from 'node:zlib';
import { announcementOf } from '../../../src/collection/announcement';
import { dayFolders, fileStamp } from '../../samples/clock';
import { logFileText } from '../../samples/delivery';
import { hashText, Random } from '../../samples/random';
import type { CloudTrailRecord } from '../../samples/record';
import type { DeliveredEvent } from './deliveries';

export const BUCKET = 'example-organization-trail';

/** CloudTrail writes a file about every five minutes, for each account and region in which something happened. */
const STEP_SECONDS = 300;

const NAME_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A trail file as CloudTrail writes it. */
export interface TrailFile {
  readonly key: string;
  /** Seconds since the epoch. */
  readonly writtenAt: number;
  readonly records: readonly CloudTrailRecord[];
}

/** The trail files that hold the records of events, the oldest first. A record is in the file of the time of its event. */
export function trailFilesOf(deliveries: readonly DeliveredEvent[]): TrailFile[] {
  const random = new Random(hashText('trail files'));
  const files = new Map<string, { place: Place; writtenAt: number; records: CloudTrailRecord[] }>();
  for (const { deliveredAt, event } of deliveries) {
    const record = event.detail as unknown as CloudTrailRecord;
    const place = { account: record.recipientAccountId, region: record.awsRegion };
    const writtenAt = Math.ceil(deliveredAt / 1000 / STEP_SECONDS) * STEP_SECONDS;
    const name = `${writtenAt} ${place.account} ${place.region}`;
    const file = files.get(name) ?? { place, writtenAt, records: [] };
    file.records.push(record);
    files.set(name, file);
  }
  return [...files.values()]
    .map(({ place, writtenAt, records }) => ({
      key: trailKey(place, writtenAt, random.text(16, NAME_ALPHABET)),
      writtenAt,
      records,
    }))
    .sort((a, b) => a.writtenAt - b.writtenAt);
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** @param unique distinguishes the files of a place that CloudTrail wrote at the same time. */
export function trailKey({ account, region }: Place, writtenAt: number, unique: string): string {
  const folder = `AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/${region}/${dayFolders(writtenAt)}`;
  return `${folder}/${account}_CloudTrail_${region}_${fileStamp(writtenAt)}_${unique}.json.gz`;
}

/** The object in S3. */
export function objectOf(file: Pick<TrailFile, 'records'>): Buffer {
  return gzipSync(logFileText(file));
}

/** The event by which SQS invokes the trail reader with messages about files. */
export function queueEvent(keys: readonly string[]) {
  return {
    Records: keys.map((key, index) => ({
      messageId: String(index),
      body: announcementOf({ bucket: BUCKET, key }),
      attributes: { ApproximateReceiveCount: '1' },
    })),
  };
}
