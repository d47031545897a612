import { dayFolders, fileStamp } from './clock';
import type { Random } from './random';
import type { CloudTrailRecord, TrailEntry } from './record';
import { deliveryLag } from './regions';

/** A log file of the trail: `{"Records": […]}` once it is written. */
export interface TrailFile {
  /** Relative to the bucket, with slashes: `AWSLogs/111122223333/CloudTrail/…json.gz`. */
  readonly path: string;
  readonly records: readonly CloudTrailRecord[];
}

interface Delivery {
  readonly record: CloudTrailRecord;
  readonly deliveredAt: number;
}

/** What one region of one account delivers. */
interface Stream {
  readonly account: string;
  readonly region: string;
  readonly deliveries: Delivery[];
}

/**
 * CloudTrail writes a file about every five minutes. Here a file waits for more records, for as long
 * as the next ones are not far, so that the sample is a hundred files and not thousands.
 */
const LONGEST_PAUSE = 40 * 60;
const LONGEST_FILE = 3 * 3600;
const FILE_NAME_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The times in file names are multiples of this. */
const STAMP_STEP = 5 * 60;
/** Records of one region do not come in the order of the calls: some take this much longer. */
const LAG_JITTER = 45;

/**
 * Puts the records into log files as CloudTrail delivers them: by account and region, each region with
 * its own lag, so that the files of one sweep are stamped minutes apart.
 */
export function deliver(entries: readonly TrailEntry[], random: Random): TrailFile[] {
  const streams = new Map<string, Stream>();
  for (const entry of entries) {
    const { recipientAccountId: account, awsRegion: region } = entry.record;
    const name = `${account} ${region}`;
    const stream = streams.get(name) ?? { account, region, deliveries: [] };
    stream.deliveries.push(...deliveriesOf(entry, random));
    streams.set(name, stream);
  }
  return [...streams.values()]
    .flatMap((stream) => filesOf(stream, random))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The text of a log file, before it is compressed. */
export function logFileText(file: TrailFile): string {
  return JSON.stringify({ Records: file.records });
}

function deliveriesOf(entry: TrailEntry, random: Random): Delivery[] {
  const { record, lateSeconds = 0, redeliveredAfter = [] } = entry;
  const calledAt = Date.parse(record.eventTime) / 1000;
  const lag = deliveryLag(record.awsRegion) + random.between(0, LAG_JITTER);
  return [0, ...redeliveredAfter].map((seconds) => ({
    record,
    deliveredAt: calledAt + lag + lateSeconds + seconds,
  }));
}

function filesOf({ account, region, deliveries }: Stream, random: Random): TrailFile[] {
  const files: Delivery[][] = [];
  for (const delivery of deliveries.toSorted((a, b) => a.deliveredAt - b.deliveredAt)) {
    const file = files.at(-1);
    if (file === undefined || isTooLate(delivery, file)) {
      files.push([delivery]);
    } else {
      file.push(delivery);
    }
  }
  return files.map((file) => ({
    path: pathOf(account, region, file.at(-1)?.deliveredAt ?? 0, random),
    records: file.map((delivery) => delivery.record),
  }));
}

function isTooLate({ deliveredAt }: Delivery, file: readonly Delivery[]): boolean {
  const first = file.at(0)?.deliveredAt ?? deliveredAt;
  const last = file.at(-1)?.deliveredAt ?? deliveredAt;
  return deliveredAt - last > LONGEST_PAUSE || deliveredAt - first > LONGEST_FILE;
}

function pathOf(account: string, region: string, deliveredAt: number, random: Random): string {
  const stamp = Math.ceil(deliveredAt / STAMP_STEP) * STAMP_STEP;
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${dayFolders(stamp)}`;
  const unique = random.text(16, FILE_NAME_ALPHABET);
  return `${folder}/${account}_CloudTrail_${region}_${fileStamp(stamp)}_${unique}.json.gz`;
}
