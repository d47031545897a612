import path from 'node:path';
import { discoverTrailFiles } from '../src/trail/find/discover';
import { readTrailFile } from '../src/trail/read-trail-file';
import { type CloudTrailEvent, routeRecord } from './event-bus';

/** When CloudTrail delivered a log file, from its name: `…_20260317T0115Z_….json.gz`. */
const DELIVERY_TIME = /_(\d{8}T\d{4}Z)_/;

/**
 * The events that a trail would have sent to the function: its records in the order in which their files were
 * delivered, those that no rule lets through left out, repeats and late ones just as they come.
 */
export async function readDeliveredEvents(
  folder: string,
): Promise<{ readonly events: readonly CloudTrailEvent[]; readonly records: number }> {
  const { files } = await discoverTrailFiles([folder]);
  const inOrder = files
    .map((file) => ({ file, time: DELIVERY_TIME.exec(path.basename(file.path))?.[1] ?? '' }))
    .sort((a, b) => (a.time < b.time ? -1 : 1));
  const events: CloudTrailEvent[] = [];
  let records = 0;
  for (const { file } of inOrder) {
    for await (const batch of readTrailFile(file.path, {})) {
      for (const unwrapped of batch.unwrapped) {
        records += 1;
        const event = unwrapped.kind === 'record' ? routeRecord(unwrapped.record) : undefined;
        if (event !== undefined) {
          events.push(event);
        }
      }
    }
  }
  return { events, records };
}
