import path from 'node:path';
import { discoverTrailFiles } from '../src/trail/find/discover';
import { readTrailFile } from '../src/trail/read-trail-file';
import { type CloudTrailEvent, routeRecord } from './event-bus';

/** When CloudTrail delivered a log file, from its name: `…_20260317T0115Z_….json.gz`. */
const DELIVERY_TIME = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_/;

/** An event, and when it arrives. */
export interface DeliveredEvent {
  readonly event: CloudTrailEvent;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The events that a trail's records would have sent to the detector, in order of delivery: those that match a rule,
 * repeated and late ones included.
 */
export async function readDeliveredEvents(
  folder: string,
): Promise<{ readonly events: readonly DeliveredEvent[]; readonly records: number }> {
  const { files } = await discoverTrailFiles([folder]);
  const inOrder = files
    .map((file) => ({ file, at: deliveryTime(path.basename(file.path)) }))
    .sort((a, b) => a.at - b.at || (a.file.path < b.file.path ? -1 : 1));
  const events: DeliveredEvent[] = [];
  let records = 0;
  for (const { file, at } of inOrder) {
    for await (const batch of readTrailFile(file.path, {})) {
      for (const unwrapped of batch.unwrapped) {
        records += 1;
        const event = unwrapped.kind === 'record' ? routeRecord(unwrapped.record) : undefined;
        if (event !== undefined) {
          events.push({ event, at });
        }
      }
    }
  }
  return { events, records };
}

/** @returns 0 for a name without a time. */
function deliveryTime(name: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (DELIVERY_TIME.exec(name) ?? [])
    .slice(1)
    .map(Number);
  return year === 0 ? 0 : Date.UTC(year, month - 1, day, hour, minute);
}
