/** The same calls, as events and in the files of a trail: the same incidents, whichever path is used, or both. */
import { Logger } from '@aws-lambda-powertools/logger';
import { routeRecord } from '../../demo/event-bus';
import { createHandler as createDetectorHandler } from '../../lambda/detector/create-handler';
import { createHandler } from '../../lambda/trail-reader/create-handler';
import { createMemoryDeliveries } from '../../src/adapters/memory/memory-deliveries';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { shareOf } from '../../src/collection/delivery/judge-hours';
import { generateTrail } from '../../tools/samples/generate-trail';
import { shuffled } from '../support/delivery';
import { LIMITS } from '../support/detection';
import { sqsBatch } from '../support/detector-handler';
import { s3Event, TRAIL_BUCKET, trailFile, trailKey } from '../support/trail-files';
import { trailReader } from '../support/trail-reader';

const { files } = generateTrail({ trafficFactor: 0.02 });
const events = files
  .flatMap(({ records }) => records)
  .map(routeRecord)
  .filter((event) => event !== undefined);
const objects = Object.fromEntries(
  files.map(({ records }, number) => [trailKey(`${number}`), trailFile(records)]),
);

type Path = 'events' | 'two thirds of the events' | 'files';

/** Delivers the calls by some paths, one after the other, and gives back the incidents that were opened. */
async function openedBy(...paths: Path[]) {
  let current: Path | undefined;
  const store = createMemorySweepStore(LIMITS, () => (current === 'files' ? undefined : 0));
  const { parts, notifier } = trailReader({ objects, store });
  const logger = new Logger({ logLevel: 'SILENT' });
  const { detector, parseOptions, watches } = parts;
  const metrics = {
    record: () => {},
    outcome: () => {},
    file: () => {},
    notRead: () => {},
    hour: () => {},
    write: () => {},
  };
  const detect = createDetectorHandler({ detector, parseOptions, watches, logger, metrics });
  const place = { bucket: TRAIL_BUCKET, prefix: '' };
  const deliveries = createMemoryDeliveries();
  const read = createHandler({
    place,
    reader: parts,
    clock: () => 0,
    logger,
    metrics,
    deliveries,
    judgeHour: async () => undefined,
  });
  for (const path of paths) {
    current = path;
    if (path !== 'files') {
      const lost = path === 'events' ? 0 : Math.floor(events.length / 3);
      for (const event of shuffled(events, 3).slice(lost)) {
        await detect(event);
      }
    } else {
      const bodies = shuffled(Object.keys(objects), 5).map((key) => s3Event(key));
      const context = { getRemainingTimeInMillis: () => 60_000 };
      expect(await read(sqsBatch(bodies), context)).toEqual({ batchItemFailures: [] });
    }
  }
  const last = new Map(notifier.notifications.map(({ incident }) => [incident.id, incident]));
  const opened = notifier.notifications.filter(({ kind }) => kind === 'opened');
  expect(opened).toHaveLength(last.size);
  const [hour] = await deliveries.readHour(Date.parse('2026-01-31T12:00:00Z') / 1000);
  return {
    incidents: [...last.values()].map((one) => `${one.identity.key} ${one.severity}`).sort(),
    share: hour && shareOf(hour),
  };
}

describe('the calls of a trail', () => {
  it('make the same incidents as files, as events, as both, and if events are lost', async () => {
    const { incidents } = await openedBy('events');

    expect(incidents.length).toBeGreaterThan(2);
    expect(await openedBy('files')).toEqual({ incidents, share: 0 });
    expect(await openedBy('events', 'files')).toEqual({ incidents, share: 1 });
    expect(await openedBy('files', 'events')).toEqual({ incidents, share: 0 });
    const { share, ...others } = await openedBy('two thirds of the events', 'files');
    expect(others).toEqual({ incidents });
    expect(share).toBeGreaterThan(0.64);
    expect(share).toBeLessThan(0.7);
  });
});
