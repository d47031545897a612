/**
 * The files of an organization's trail, with EventBridge and without: deployed by the CDK CLI to an AWS emulator, whose
 * S3 announces each file.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/detection/json';
import { recordOf } from '../support/records';
import { inSeconds } from './emulator/deployment';
import { type History, historyOf, userArn } from './emulator/histories';
import { trailKey } from './emulator/trail-bucket';
import { startTrailWorld, type TrailWorld } from './emulator/trail-world';
import { waitUntil } from './emulator/wait-until';
import { HOME_REGION } from './emulator/world';
import { noteFigure } from './support/figures';

const HEADING = 'Trail on the AWS emulator';

/** After the last alert is there, a second one for the same sweep would be too. */
const SETTLING_MS = 3000;

/** What each path must find, or not. */
const HISTORIES: Readonly<Record<string, History & { readonly isSweep: boolean }>> = {
  'all-regions': { regions: 17, isSweep: true },
  'two-calls-in-each-region': { regions: 12, times: 2, isSweep: true },
  quotas: { template: 'get-service-quota', regions: 12, isSweep: true },
  'late-by-hours': { regions: 12, fields: { additionalEventData: { late: true } }, isSweep: true },
  'nine-regions': { regions: 9, isSweep: false },
  'too-slow': { regions: 10, seconds: 31, isSweep: false },
};
const SWEEPS = Object.keys(HISTORIES).filter((name) => HISTORIES[name]?.isSweep);

let world: TrailWorld;

beforeAll(async () => {
  world = await startTrailWorld(HEADING);
});

afterAll(() => world?.stop());

/** Sends every history by a path, as users of that path. */
async function sendAll(
  path: string,
  send: (records: readonly JsonObject[]) => Promise<unknown>,
): Promise<void> {
  for (const [name, history] of Object.entries(HISTORIES)) {
    const records = historyOf(`${name}-${path}`, history);
    await send(name === 'late-by-hours' ? records.map(threeHoursAgo) : records);
  }
}

function threeHoursAgo(record: JsonObject): JsonObject {
  const at = Date.parse(String(record['eventTime'])) - 3 * 3_600_000;
  return { ...record, eventTime: `${new Date(at).toISOString().slice(0, 19)}Z` };
}

/** What opened, by history, once everything has arrived. */
async function openedBy(path: string): Promise<Record<string, string[]>> {
  const about = (name: string) => world.inbox.about(`${userArn(`${name}-${path}`)}"`);
  await waitUntil(async () => SWEEPS.every((name) => about(name).length > 0));
  await waitUntil(async () => (await world.depthOf('TrailFilesUrl')) === 0);
  await pause(SETTLING_MS);
  return Object.fromEntries(
    Object.keys(HISTORIES).map((name) => [
      name,
      about(name)
        .map(({ attributes }) => `${attributes['kind']} ${attributes['ruleId']}`)
        // On a slow machine, the baseline may come too late for the first call.
        .filter((report) => !report.startsWith('escalated')),
    ]),
  );
}

const EXPECTED = {
  'all-regions': ['opened describe-instances'],
  'two-calls-in-each-region': ['opened describe-instances'],
  quotas: ['opened get-service-quota'],
  'late-by-hours': ['opened describe-instances'],
  'nine-regions': [],
  'too-slow': [],
};

describe('collection trail', () => {
  beforeAll(async () => {
    await world.deploy({
      collection: 'trail',
      trail: JSON.stringify({ bucket: world.bucket.name, topicArn: world.bucket.topicArn }),
    });
    await world.subscribe('TopicArn');
  });

  it('is one stack', () => {
    expect(Object.keys(world.cdk.outputs())).toEqual(['RegionSweep']);
  });

  it('finds what the files bring, in any order, and reports it once', async () => {
    await sendAll('trail', (records) => world.bucket.deliver(records));

    expect(await openedBy('trail')).toEqual(EXPECTED);
  });

  it('reports nothing again when files are announced twice, as by the topic of a trail', async () => {
    await sendAll('twice', async (records) => {
      const keys = await world.bucket.deliver(records);
      await world.bucket.announce(keys);
      await world.bucket.announce(keys.slice(0, 3));
    });

    expect(await openedBy('twice')).toEqual(EXPECTED);
  });

  it('finds calls among other records of a file, within seconds', async () => {
    const records = historyOf('among-others', { regions: 10 });
    const others = records.flatMap(({ awsRegion }) =>
      Array.from({ length: 500 }, () =>
        recordOf('describe-instances', { awsRegion, eventName: 'DescribeVolumes' }),
      ),
    );
    await world.bucket.deliver([...others, ...records]);
    const start = performance.now();
    await waitUntil(async () => world.inbox.about(userArn('among-others')).length > 0);

    const seconds = (performance.now() - start) / 1000;
    noteFigure(HEADING, `Last of ten files, of 501 records each, to alert: ${inSeconds(seconds)}`);
    expect(world.inbox.about(userArn('among-others'))).toHaveLength(1);
  });

  it('takes no dead letter from digests, other objects and a file that is gone', async () => {
    const [key = ''] = await world.bucket.deliver(historyOf('gone', { regions: 1 }));
    await world.bucket.remove(key);
    await world.bucket.announce([key]);
    await world.bucket.put(
      trailKey({ region: HOME_REGION }, 'CloudTrail-Digest'),
      Buffer.from('{}'),
    );
    await world.bucket.put('AWSLogs/readme.txt', Buffer.from('no trail'));
    await waitUntil(async () => (await world.depthOf('TrailFilesUrl')) === 0);

    expect(await world.depthOf('UnreadFilesUrl')).toBe(0);
  });
});

describe('collection both', () => {
  beforeAll(async () => {
    await world.bucket.announceByEventBridge();
    await world.deploy({
      collection: 'both',
      trail: JSON.stringify({ bucket: world.bucket.name }),
      regions: `${HOME_REGION},us-east-1`,
    });
  });

  it('adds the forwarders to the same stack', () => {
    expect(Object.keys(world.cdk.outputs()).sort()).toEqual([
      'RegionSweep',
      'RegionSweepForwarder-us-east-1',
    ]);
  });

  it.each<[string, (records: readonly JsonObject[]) => Promise<unknown>]>([
    ['eventbridge', (records) => world.carrier.toHub(records)],
    ['files', (records) => world.bucket.deliver(records)],
    [
      'both',
      (records) => Promise.all([world.carrier.toHub(records), world.bucket.deliver(records)]),
    ],
    [
      'thirds',
      (records) =>
        Promise.all([
          world.carrier.toHub(records.filter((_, index) => index % 3 !== 0)),
          world.bucket.deliver(records.filter((_, index) => index % 3 !== 1)),
        ]),
    ],
  ])('finds the same incidents, each reported once: by %s', async (path, send) => {
    await sendAll(path, send);

    expect(await openedBy(path)).toEqual(EXPECTED);
  });

  it('leaves no file unread that can be read', async () => {
    expect(await world.depthOf('UnreadFilesUrl')).toBe(0);
  });

  it('gives up on a file that is cut off, and hands over what it holds', async () => {
    const waiting = (await world.depthOf('TrailFilesUrl')) ?? 0;
    const records = historyOf('cut-off', { regions: 12 });
    for (const record of records) {
      const region = String(record['awsRegion']);
      const text = JSON.stringify({
        Records: [
          record,
          ...Array(2000).fill(recordOf('describe-instances', { eventName: 'DescribeVolumes' })),
        ],
      });
      const body = gzipSync(text);
      await world.bucket.put(trailKey({ region }), body.subarray(0, body.length - 20));
    }
    await waitUntil(async () => world.inbox.about(userArn('cut-off')).length > 0);

    expect(world.inbox.about(userArn('cut-off'))).toHaveLength(1);
    await pause(SETTLING_MS);
    expect(await world.depthOf('TrailFilesUrl')).toBe(waiting + records.length);
  });
});
