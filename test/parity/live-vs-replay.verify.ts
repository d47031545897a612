import { routeRecord } from '../../demo/event-bus';
import { describeWithSharedData, readSharedRecords } from '../support/shared-data';
import { ALL_WAYS, deliver, describeParity, withoutArrival } from './live-vs-replay';

describeParity(ALL_WAYS);

describeWithSharedData('the deployed handler and replay, on real records', () => {
  it.each(ALL_WAYS)(
    'find the six sweeps of console-sessions, under the same ids ($windowing, $ingestion)',
    async (way) => {
      const records = await readSharedRecords('console-sessions.ndjson.gz');
      const events = records
        .map((record) => routeRecord({ ...(record as object), recipientAccountId: '111122223333' }))
        .filter((event) => event !== undefined);

      const { live, replayed, publishedIds } = await deliver(events, way);

      expect(live).toHaveLength(6);
      expect(live.map(withoutArrival)).toEqual(replayed.map(withoutArrival));
      expect(live.map(({ id }) => id)).toEqual(replayed.map(({ id }) => id));
      expect([...publishedIds].sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );
});
