import { type HistoryPart, judgeKey } from '../trail/find/history-part';
import { factsOfKey } from '../trail/find/trail-key';
import { deliveryOf } from './partition-time';

/** What folders such as `region=eu-west-1/accountId=111122223333/eventDay=20260301` say about the objects in them. */
interface FolderFacts {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** The first second, and the one after the last. */
  readonly days?: readonly [first: number, end: number] | undefined;
}

/**
 * Whether Athena reads an object, or objects with this prefix, for a part of a table. It judges by the folders of a
 * trail, and by those that name their partition.
 */
export function isScanned(key: string, part: HistoryPart): boolean {
  const { account, region, days } = factsOf(key);
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = deliveryOf(part);
  const isOutside =
    (account !== undefined && part.accounts?.includes(account) === false) ||
    (region !== undefined && part.regions?.includes(region) === false) ||
    (days !== undefined && (days[1] <= from || days[0] >= to));
  // The S3 bucket of a trail may hold digests and the logs of other services.
  const { kind = 'CloudTrail' } = factsOfKey(key);
  return !isOutside && kind === 'CloudTrail' && judgeKey(key, part) === 'read';
}

const DAY_SECONDS = 86_400;

function factsOf(key: string): FolderFacts {
  const folders = new Map(
    key
      .split('/')
      .slice(0, -1)
      .flatMap((folder): [string, string][] => {
        const [name = '', value] = folder.split('=');
        return value === undefined ? [] : [[name.toLowerCase(), value]];
      }),
  );
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(folders.get('eventday') ?? '') ?? [];
  return {
    account: folders.get('accountid') ?? folders.get('account'),
    region: folders.get('region'),
    days: daysOf(
      year ?? folders.get('year'),
      month ?? folders.get('month'),
      day ?? folders.get('day'),
    ),
  };
}

/** The span of a year, a month or a day. */
function daysOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): FolderFacts['days'] {
  if (year === undefined) {
    return undefined;
  }
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const first = Date.UTC(y, m, d) / 1000;
  if (Number.isNaN(first)) {
    return undefined;
  }
  if (month === undefined) {
    return [first, Date.UTC(y + 1, 0) / 1000];
  }
  return [first, day === undefined ? Date.UTC(y, m + 1) / 1000 : first + DAY_SECONDS];
}
