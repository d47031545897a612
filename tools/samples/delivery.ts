import { dayFolders, fileStamp } from './clock';
import type { Random } from './random';
import type { CloudTrailRecord, TrailEntry } from './record';
import { deliveryLag } from './regions';

/** A log file of the trail: `{"Records": […]}` once it is written. */
export interface TrailFile {
  /** Relative to the S3 bucket: `AWSLogs/111122223333/CloudTrail/…json.gz`. */
  readonly path: string;
  readonly records: readonly CloudTrailRecord[];
}

interface Delivery {
  readonly record: CloudTrailRecord;
  readonly deliveredAt: number;
}

const FILE_NAME_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/**
 * CloudTrail writes a file about every five minutes. Here, a file waits for more records as long as the next ones are not
 * far, so that the sample is a hundred files instead of thousands.
 */
const LONGEST_PAUSE = 40 * 60;
const LONGEST_FILE = 3 * 3600;
/** The times in file names are multiples of this. */
const STAMP_STEP = 5 * 60;
/** Records of one region do not arrive in the order of the calls: some take this much longer. */
const LAG_JITTER = 45;

/**
 * Puts the records into log files as CloudTrail delivers them: by account and region, each region with its own lag, so that
 * the files of one sweep are stamped minutes apart.
 */
export function deliver(entries: readonly TrailEntry[], random: Random): TrailFile[] {
  const streams = new Map<string, Delivery[]>();
  for (const entry of entries) {
    const { recipientAccountId, awsRegion } = entry.record;
    const name = `${recipientAccountId} ${awsRegion}`;
    const stream = streams.get(name) ?? [];
    stream.push(...deliveriesOf(entry, random));
    streams.set(name, stream);
  }
  return [...streams]
    .flatMap(([name, deliveries]) => filesOf(name, deliveries, random))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The text of a log file, before it is compressed. */
export function logFileText({ records }: Pick<TrailFile, 'records'>): string {
  return JSON.stringify({ Records: records });
}

function deliveriesOf(entry: TrailEntry, random: Random): Delivery[] {
  const { record, lateSeconds = 0, redeliveredAfter = [] } = entry;
  const lag = deliveryLag(record.awsRegion) + random.between(0, LAG_JITTER);
  const deliveredAt = Date.parse(record.eventTime) / 1000 + lag + lateSeconds;
  return [0, ...redeliveredAfter].map((later) => ({ record, deliveredAt: deliveredAt + later }));
}

function filesOf(name: string, deliveries: readonly Delivery[], random: Random): TrailFile[] {
  const files: [Delivery, ...Delivery[]][] = [];
  for (const delivery of deliveries.toSorted((a, b) => a.deliveredAt - b.deliveredAt)) {
    const file = files.at(-1);
    if (file === undefined || isTooLate(delivery, file)) {
      files.push([delivery]);
    } else {
      file.push(delivery);
    }
  }
  return files.map((file) => ({
    path: pathOf(name, lastOf(file), random),
    records: file.map(({ record }) => record),
  }));
}

function isTooLate({ deliveredAt }: Delivery, file: readonly [Delivery, ...Delivery[]]): boolean {
  const pause = deliveredAt - lastOf(file);
  return pause > LONGEST_PAUSE || deliveredAt - file[0].deliveredAt > LONGEST_FILE;
}

function lastOf(file: readonly Delivery[]): number {
  return file.at(-1)?.deliveredAt ?? 0;
}

function pathOf(name: string, deliveredAt: number, random: Random): string {
  const [account, region] = name.split(' ');
  const stamp = Math.ceil(deliveredAt / STAMP_STEP) * STAMP_STEP;
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${dayFolders(stamp)}`;
  const unique = random.text(16, FILE_NAME_ALPHABET);
  return `${folder}/${account}_CloudTrail_${region}_${fileStamp(stamp)}_${unique}.json.gz`;
}
