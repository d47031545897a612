/**
 * The series of each SDK, as the minor version of 1.x, that was current on 1 January of 2016 and of each later year.
 * A series is over when the next one begins. By the release dates on PyPI; add a year where it has passed.
 * @see https://pypi.org/project/boto3/#history
 */
const CURRENT_SERIES: ReadonlyMap<string, readonly number[]> = new Map([
  ['aws-cli', [9, 11, 14, 16, 16, 18, 22, 27, 32, 36, 44]],
  ['boto3', [2, 4, 5, 9, 10, 16, 20, 26, 34, 35, 42]],
  ['botocore', [3, 4, 8, 12, 13, 19, 23, 29, 34, 35, 42]],
]);

const FIRST_YEAR = 2016;

/** CloudTrail puts the user agents of some services into brackets. */
const SDK = /^\[?(aws-cli|boto3|botocore)\/1\.(\d{1,4})\b/i;

/** Whether a user agent begins with an SDK whose series was over before the year began. */
export function wasOverBefore(year: number, userAgent: string): boolean {
  const [, name = '', minor] = SDK.exec(userAgent) ?? [];
  const series = CURRENT_SERIES.get(name.toLowerCase()) ?? [];
  const current = series[Math.min(year - FIRST_YEAR, series.length - 1)];
  return current !== undefined && Number(minor) < current;
}
