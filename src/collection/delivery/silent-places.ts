import type { AccountHours, Place } from '../../ports/deliveries';

export const HOUR_SECONDS = 3600;

/** The hour that contains a second, both in seconds since the epoch. */
export function hourOf(second: number): number {
  return Math.floor(second / HOUR_SECONDS) * HOUR_SECONDS;
}

/** How long a place is remembered after its last trail file: a week. */
const REMEMBERED_HOURS = 168;

/** A place must have been heard from this long before its silence says anything. */
const MIN_HISTORY_HOURS = 24;

/** A place is not silent for a shorter time than this, whatever its habit. */
const MIN_SILENT_HOURS = 3;

const REMEMBERED = (1n << BigInt(REMEMBERED_HOURS)) - 1n;

/**
 * The hours of an account with one more of them, or with files of an earlier one that came late.
 *
 * @param known absent for a new account.
 * @param hour in seconds since the epoch.
 * @param regions from which trail files came that were written in this hour.
 * @returns the same object where it says nothing new.
 */
export function withHour(
  account: string,
  known: AccountHours | undefined,
  hour: number,
  regions: readonly string[],
): AccountHours {
  const until = Math.max(hour, known?.until ?? 0);
  const elapsed = known === undefined ? 0n : hoursBetween(known.until, until);
  const bit = (1n << hoursBetween(hour, until)) & REMEMBERED;
  const isNoted = (region: string) => ((known?.heard.get(region) ?? 0n) & bit) === bit;
  if (known?.until === until && regions.every(isNoted)) {
    return known;
  }
  const heard = new Map<string, bigint>();
  for (const [region, bits] of known?.heard ?? []) {
    const left = (bits << elapsed) & REMEMBERED;
    if (left !== 0n) {
      heard.set(region, left);
    }
  }
  for (const region of bit === 0n ? [] : regions) {
    heard.set(region, (heard.get(region) ?? 0n) | bit);
  }
  return { account, until, heard };
}

function hoursBetween(from: number, until: number): bigint {
  return BigInt((until - from) / HOUR_SECONDS);
}

/**
 * The places that were heard from and have fallen silent: for twice as long as ever in the week before, and for at
 * least {@link MIN_SILENT_HOURS}.
 */
export function silentPlaces({ account, heard }: AccountHours): Place[] {
  return [...heard].flatMap(([region, bits]) => (isSilent(bits) ? [{ account, region }] : []));
}

function isSilent(bits: bigint): boolean {
  // From the newest hour to the oldest.
  const text = bits.toString(2).split('').reverse().join('');
  const silence = text.indexOf('1');
  const history = text.slice(silence);
  const longest = Math.max(...history.split('1').map(({ length }) => length));
  return (
    history.length >= MIN_HISTORY_HOURS && silence >= Math.max(MIN_SILENT_HOURS, 2 * longest + 1)
  );
}
