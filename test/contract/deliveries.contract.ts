import { lagOf } from '../../src/collection/delivery/lags';
import {
  type Deliveries,
  type FileDelivery,
  LAG_BOUNDS,
  type LagCounts,
} from '../../src/ports/deliveries';

const HOUR = 1_773_478_800;
const ACCOUNT = '111122223333';

let files = 0;
let hours = 0;

/** An hour that no other test uses. */
function newHour(): number {
  hours += 1;
  return HOUR + hours * 3600;
}

function fileOf(hour: number, overrides: Partial<FileDelivery> = {}): FileDelivery {
  files += 1;
  return {
    key: `file-${files}`,
    account: ACCOUNT,
    region: 'us-east-1',
    hour,
    calls: 6,
    brought: 4,
    unjudged: 1,
    trailLags: lagOf(290),
    eventBridgeLags: lagOf(3),
    ...overrides,
  };
}

/** By class, without those that are empty at the end. */
function classes(counts: LagCounts): number[] {
  const all = LAG_BOUNDS.map((_, index) => counts[index] ?? 0);
  return all.slice(0, all.findLastIndex((count) => count > 0) + 1);
}

/** What all deliveries must do. @param open opens the same data, as another process would. */
export function describeDeliveries(name: string, open: () => Promise<Deliveries>): void {
  describe(`${name} as deliveries`, () => {
    let deliveries: Deliveries;
    beforeAll(async () => {
      deliveries = await open();
    });

    it('add up the files of a place and hour, whichever process notes them', async () => {
      const hour = newHour();
      const eventBridgeLags = lagOf(40);

      expect(await deliveries.note(fileOf(hour))).toBe(true);
      expect(await (await open()).note(fileOf(hour, { brought: 0, eventBridgeLags }))).toBe(true);

      const [place, ...others] = await deliveries.readHour(hour);
      expect(others).toEqual([]);
      expect({ ...place, trailLags: [], eventBridgeLags: [] }).toEqual({
        account: ACCOUNT,
        region: 'us-east-1',
        files: 2,
        calls: 12,
        brought: 4,
        unjudged: 2,
        trailLags: [],
        eventBridgeLags: [],
      });
      expect(classes(place?.trailLags ?? [])).toEqual([0, 0, 0, 0, 0, 2]);
      expect(classes(place?.eventBridgeLags ?? [])).toEqual([1, 0, 1]);
    });

    it('count a file once, however often it is noted', async () => {
      const hour = newHour();
      const file = fileOf(hour);
      const processes = [await open(), await open()];

      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) => processes[index % 2]?.note(file)),
      );

      expect(answers.filter((isNew) => isNew)).toHaveLength(1);
      expect(await deliveries.readHour(hour)).toMatchObject([{ files: 1, calls: 6 }]);
    });

    it('count every file of many', async () => {
      const hour = newHour();
      for (let number = 0; number < 130; number += 1) {
        await deliveries.note(fileOf(hour, { calls: 1 }));
      }

      expect(await deliveries.readHour(hour)).toMatchObject([{ files: 130, calls: 130 }]);
    });

    it('keep hours, accounts and regions apart', async () => {
      const hour = newHour();
      await deliveries.note(fileOf(hour));
      await deliveries.note(fileOf(hour, { region: 'eu-west-1' }));
      await deliveries.note(fileOf(hour, { account: '444455556666' }));

      const places = (await deliveries.readHour(hour)).map((one) => `${one.account} ${one.region}`);
      expect(places.sort()).toEqual([
        `${ACCOUNT} eu-west-1`,
        `${ACCOUNT} us-east-1`,
        '444455556666 us-east-1',
      ]);
      expect(await deliveries.readHour(hour - 1_000_000 * 3600)).toEqual([]);
    });

    it('keep the hours of each account as they were written last', async () => {
      const heard = new Map([
        ['us-east-1', (1n << 167n) + 5n],
        ['eu-west-1', 1n],
      ]);
      await deliveries.writeAccount({ account: ACCOUNT, until: HOUR, heard: new Map() });
      await deliveries.writeAccount({ account: ACCOUNT, until: HOUR + 3600, heard });
      await deliveries.writeAccount({ account: '444455556666', until: HOUR, heard: new Map() });

      const accounts = await (await open()).readAccounts();
      expect([...accounts].sort((a, b) => (a.account < b.account ? -1 : 1))).toEqual([
        { account: ACCOUNT, until: HOUR + 3600, heard },
        { account: '444455556666', until: HOUR, heard: new Map() },
      ]);
    });
  });
}
