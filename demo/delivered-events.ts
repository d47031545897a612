import path from 'node:path';
import { discoverTrailFiles } from '../src/trail/find/discover';
import { readTrailFile } from '../src/trail/read-trail-file';
import { type CloudTrailEvent, routeRecord, routeWatched } from './event-bus';

/** When CloudTrail delivered a log file, from its name: `…_20260317T0115Z_….json.gz`. */
const DELIVERY_TIME = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_/;

/** An event, and when it arrives. */
export interface DeliveredEvent {
  readonly event: CloudTrailEvent;
  readonly isWatched: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A file of the sample covers up to three hours, so an event that is older than that came late. */
const LATE_MS = 4 * 3_600_000;

/**
 * The events that a trail's records would have sent to the detector, in order of arrival: those that match a rule
 * or are watched, repeated and late ones included.
 */
export async function readDeliveredEvents(
  folder: string,
): Promise<{ readonly events: readonly DeliveredEvent[]; readonly records: number }> {
  const { files } = await discoverTrailFiles([folder]);
  const events: DeliveredEvent[] = [];
  let records = 0;
  for (const file of files) {
    const fileTime = deliveryTime(path.basename(file.path));
    for await (const batch of readTrailFile(file.path, {})) {
      for (const unwrapped of batch.unwrapped) {
        records += 1;
        const record = unwrapped.kind === 'record' ? unwrapped.record : undefined;
        const call = routeRecord(record);
        const event = call ?? routeWatched(record);
        if (event !== undefined) {
          const at = arrivalTime(event, fileTime);
          events.push({ event, isWatched: call === undefined, at });
        }
      }
    }
  }
  // The files are in order of their paths, and sorting keeps that order for events that arrive together.
  return { events: events.sort((a, b) => a.at - b.at), records };
}

/** An event arrives minutes after its call, with the lag of its region; a late one with its file. */
function arrivalTime({ time, region }: CloudTrailEvent, fileTime: number): number {
  const called = Date.parse(time);
  return fileTime - called > LATE_MS ? fileTime : called + lagOf(region);
}

/** From 2 to 10 min, the same for all calls in a region. */
function lagOf(region: string): number {
  const sum = [...region].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return (120 + (sum % 9) * 60) * 1000;
}

/** @returns 0 for a name without a time. */
function deliveryTime(name: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (DELIVERY_TIME.exec(name) ?? [])
    .slice(1)
    .map(Number);
  return year === 0 ? 0 : Date.UTC(year, month - 1, day, hour, minute);
}
