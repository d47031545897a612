import { routeRecord } from '../../demo/event-bus';
import { describeWithSharedData, readSharedRecords } from '../support/shared-data';
import { ALL_WAYS, deliver, describeParity, expectParity } from './live-vs-replay';

describeParity(ALL_WAYS);

describeWithSharedData('the deployed handler and replay, on real records', () => {
  it.each(ALL_WAYS)(
    'find the six sweeps of console-sessions, under the same ids ($windowing, $arrival)',
    async (way) => {
      const records = await readSharedRecords('console-sessions.ndjson.gz');
      const events = records
        .map((record) => routeRecord({ ...(record as object), recipientAccountId: '111122223333' }))
        .filter((event) => event !== undefined);

      const result = await deliver(events, way);

      expect(result.live).toHaveLength(6);
      expectParity(result);
      expect(result.live.map(({ id }) => id)).toEqual(result.replayed.map(({ id }) => id));
    },
  );
});
