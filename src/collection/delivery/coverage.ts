import { compareTexts } from '../../detection/text';
import { formatSecond } from '../../detection/time';
import type { AccountHours, Delivery, LagCounts, Place } from '../../ports/deliveries';
import { addDeliveries } from './add-deliveries';
import { shareOf } from './judge-hours';
import { lagWithin } from './lags';
import { silentPlaces } from './silent-places';

/** How the calls of an account and region came on one day (UTC). Times are ISO 8601. */
export interface PlaceDay extends Place {
  /** Such as `2026-03-14`. */
  readonly day: string;
  /** The first and the last hour of the day in which CloudTrail wrote a file. */
  readonly heardFrom: string;
  readonly lastHeard: string;
  /** Whether the place has fallen silent by now. */
  readonly isSilent: boolean;
  readonly files: number;
  readonly calls: number;
  /** Calls that EventBridge had brought when their file was read. */
  readonly broughtByEventBridge: number;
  /** Calls of which nobody knows: a full bucket, a file that was read again, or an old one. */
  readonly unjudged: number;
  /** From 0 to 1; `null` where no call could be judged. */
  readonly eventBridgeShare: number | null;
  readonly trailLag: Lag;
  readonly eventBridgeLag: Lag;
}

/** Upper bounds in seconds; `null` without calls. */
export interface Lag {
  readonly medianSeconds: number | null;
  readonly worstSeconds: number | null;
}

/** The places of an hour. */
export interface DeliveryHour {
  /** In seconds since the epoch. */
  readonly hour: number;
  readonly places: readonly (Place & Delivery)[];
}

/** The places and days of some hours: silent places first, then the smallest shares of EventBridge, then by name. */
export function coverageOf(
  hours: readonly DeliveryHour[],
  accounts: readonly AccountHours[],
): PlaceDay[] {
  const silent = new Set(accounts.flatMap(silentPlaces).map(nameOf));
  const days = new Map<string, DayInTheMaking>();
  for (const { hour, places } of [...hours].sort((a, b) => a.hour - b.hour)) {
    const day = formatSecond(hour).slice(0, 10);
    for (const place of places) {
      const key = `${nameOf(place)} ${day}`;
      const known = days.get(key);
      days.set(
        key,
        known === undefined
          ? { ...place, day, first: hour, last: hour }
          : { ...known, ...addDeliveries(known, place), last: hour },
      );
    }
  }
  return [...days.values()].map((day) => finished(day, silent.has(nameOf(day)))).sort(byNeed);
}

interface DayInTheMaking extends Place, Delivery {
  readonly day: string;
  readonly first: number;
  readonly last: number;
}

function finished(day: DayInTheMaking, isSilent: boolean): PlaceDay {
  return {
    account: day.account,
    region: day.region,
    day: day.day,
    heardFrom: formatSecond(day.first),
    lastHeard: formatSecond(day.last),
    isSilent,
    files: day.files,
    calls: day.calls,
    broughtByEventBridge: day.brought,
    unjudged: day.unjudged,
    eventBridgeShare: shareOf(day) ?? null,
    trailLag: lagOf(day.trailLags),
    eventBridgeLag: lagOf(day.eventBridgeLags),
  };
}

function lagOf(counts: LagCounts): Lag {
  return {
    medianSeconds: lagWithin(counts, 0.5) ?? null,
    worstSeconds: lagWithin(counts, 1) ?? null,
  };
}

function byNeed(a: PlaceDay, b: PlaceDay): number {
  return (
    Number(b.isSilent) - Number(a.isSilent) ||
    (a.eventBridgeShare ?? 1) - (b.eventBridgeShare ?? 1) ||
    compareTexts(nameOf(a), nameOf(b)) ||
    compareTexts(a.day, b.day)
  );
}

function nameOf({ account, region }: Place): string {
  return `${account} ${region}`;
}
