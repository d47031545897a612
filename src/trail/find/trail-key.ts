/** What the key of an object in a trail's S3 bucket, or the path of a copy, reveals about the content. */
export interface TrailKeyFacts {
  readonly account?: string;
  /** `CloudTrail`, `CloudTrail-Digest`, `CloudTrail-Insight` … */
  readonly kind?: string;
  readonly region?: string;
  /** When the file was delivered, in seconds since the epoch: at `first` or later, and before `end`. */
  readonly delivered?: { readonly first: number; readonly end: number };
}

const FILE_NAME = /^(\d{12})_(CloudTrail[\w-]*?)_([a-z]{2}[a-z0-9-]*)_(\d{8}T\d{4})Z_/;
const ACCOUNT = /^\d{12}$/;
const ROOT = 'AWSLogs';
const DAY_SECONDS = 86_400;

/**
 * Parses `[prefix/]AWSLogs/[o-…/]<account>/CloudTrail/<region>/YYYY/MM/DD/<account>_CloudTrail_<region>_YYYYMMDDTHHmmZ_….json.gz`,
 * or any prefix of it that ends with a slash. The name alone is enough for a file that was moved.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export function factsOfKey(key: string): TrailKeyFacts {
  const segments = key.split('/');
  const name = FILE_NAME.exec(segments.at(-1) ?? '');
  if (name !== null) {
    const [, account, kind, region, stamp = ''] = name;
    const first = secondOf(stamp);
    return {
      account,
      kind,
      region,
      ...(first !== undefined && { delivered: { first, end: first + 60 } }),
    } as TrailKeyFacts;
  }
  return factsOfFolders(segments.slice(0, -1));
}

function factsOfFolders(folders: readonly string[]): TrailKeyFacts {
  const root = folders.lastIndexOf(ROOT);
  // In the trail of an organization, its id comes between the two.
  const at = [root + 1, root + 2].find((index) => ACCOUNT.test(folders[index] ?? ''));
  if (root === -1 || at === undefined) {
    return {};
  }
  const [account, kind, region, ...date] = folders.slice(at);
  const delivered = spanOf(date);
  return {
    ...(account !== undefined && { account }),
    ...(kind !== undefined && { kind }),
    ...(region !== undefined && { region }),
    ...(delivered !== undefined && { delivered }),
  };
}

/** The span of `YYYY`, `YYYY/MM` or `YYYY/MM/DD`. */
function spanOf([year, month, day]: readonly string[]): TrailKeyFacts['delivered'] {
  if (year === undefined || !/^\d{4}$/.test(year)) {
    return undefined;
  }
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const first = Date.UTC(y, m, d) / 1000;
  if (day !== undefined) {
    return { first, end: first + DAY_SECONDS };
  }
  return { first, end: (month === undefined ? Date.UTC(y + 1, 0) : Date.UTC(y, m + 1)) / 1000 };
}

function secondOf(stamp: string): number | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)$/.exec(stamp) ?? [];
  const second = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 1000;
  return Number.isNaN(second) ? undefined : second;
}
