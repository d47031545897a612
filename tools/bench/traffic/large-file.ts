import { RULES } from '../../../src/detection/rules/rule-catalog';
import { generateTrail } from '../../samples/generate-trail';
import type { CloudTrailRecord } from '../../samples/record';

/** What a file of records consists of. */
export interface FileShape {
  /** Of the text, in bytes. */
  readonly bytes: number;
  /** The share of records that are calls, from 0 to 1. */
  readonly calls: number;
  /** Whether each call is by another user. */
  readonly byMany?: boolean;
  /** Seconds since the epoch at which the last record begins; the file covers five minutes. */
  readonly until: number;
  /** Distinguishes the event IDs of files. */
  readonly number?: number;
}

const FILE_SECONDS = 300;

/** The records of a trail file of one account and region: those of the sample trail, over and over, as others. */
export function recordsOf(shape: FileShape): CloudTrailRecord[] {
  const all = generateTrail().files.flatMap(({ records }) => records);
  const isCall = ({ eventName }: CloudTrailRecord): boolean =>
    RULES.some(({ match }) => match.eventNames.includes(eventName));
  const [calls, others] = [all.filter(isCall), all.filter((record) => !isCall(record))];
  const { bytes, calls: share, byMany = false, until, number = 0 } = shape;
  const records: CloudTrailRecord[] = [];
  let size = 0;
  for (let index = 0; size < bytes; index += 1) {
    const isOne = Math.floor((index + 1) * share) > Math.floor(index * share);
    const from = isOne ? calls : others;
    const record = renamed(from[index % from.length] as CloudTrailRecord, {
      id: `${String(number).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      user: isOne && byMany ? `user-${number}-${index}` : undefined,
    });
    records.push(record);
    size += JSON.stringify(record).length + 1;
  }
  const step = FILE_SECONDS / records.length;
  return records.map((record, index) => ({
    ...record,
    awsRegion: 'us-east-1',
    eventTime: `${new Date((until - FILE_SECONDS + index * step) * 1000).toISOString().slice(0, 19)}Z`,
  }));
}

function renamed(
  record: CloudTrailRecord,
  { id, user }: { id: string; user: string | undefined },
): CloudTrailRecord {
  const { recipientAccountId: account, userIdentity } = record;
  return {
    ...record,
    eventID: id,
    userIdentity:
      user === undefined
        ? userIdentity
        : { type: 'IAMUser', accountId: account, arn: `arn:aws:iam::${account}:user/${user}` },
  };
}
