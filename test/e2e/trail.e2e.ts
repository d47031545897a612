/**
 * The files of an organization's trail, with EventBridge and without: deployed by the CDK CLI to an AWS emulator, whose
 * S3 announces each file.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/detection/json';
import { recordOf } from '../support/records';
import { type Cdk, cdkFor } from './emulator/cdk';
import { type Clients, clientsFor } from './emulator/clients';
import { queueDepths } from './emulator/dead-letters';
import { inSeconds } from './emulator/deployment';
import { type Emulator, startEmulator } from './emulator/emulator';
import { type EventCarrier, eventCarrier } from './emulator/event-carrier';
import { type History, historyOf, userArn } from './emulator/histories';
import { Inbox } from './emulator/inbox';
import { subscribeQueue } from './emulator/sqs-subscriber';
import { createTrailBucket, type TrailBucket, trailKey } from './emulator/trail-bucket';
import { waitUntil } from './emulator/wait-until';
import { ACCOUNT, HOME_REGION } from './emulator/world';
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

let emulator: Emulator;
let cdk: Cdk;
let clients: Clients;
let carrier: EventCarrier;
let bucket: TrailBucket;
let inbox: Inbox;
let subscriber: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  emulator = await startEmulator();
  cdk = cdkFor(emulator);
  clients = clientsFor(emulator.endpoint);
  carrier = eventCarrier(clients);
  bucket = await createTrailBucket(emulator.endpoint, clients);
  await cdk.call(`bootstrap aws://${ACCOUNT}/${HOME_REGION}`);
});

afterAll(async () => {
  await subscriber?.stop();
  await emulator?.stop();
});

async function deploy(context: Readonly<Record<string, string>>): Promise<void> {
  const flags = Object.entries(context).map(([key, value]) => `-c ${key}=${value}`);
  const seconds = await cdk.call(`deploy --all --require-approval never ${flags.join(' ')}`);
  const stacks = Object.keys(cdk.outputs());
  noteFigure(
    HEADING,
    `deploy --all with collection=${context['collection']}: ${inSeconds(seconds)}, ${stacks.length} stack(s)`,
  );
}

const output = (name: string) => cdk.outputs()['RegionSweep']?.[name] ?? '';

async function depthOf(name: string): Promise<number | undefined> {
  const { pathname } = new URL(output(name));
  const depths = [...(await queueDepths(clients, HOME_REGION))];
  return depths.find(([url]) => new URL(url).pathname === pathname)?.[1];
}

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
  const about = (name: string) => inbox.about(`${userArn(`${name}-${path}`)}"`);
  await waitUntil(async () => SWEEPS.every((name) => about(name).length > 0));
  await waitUntil(async () => (await depthOf('TrailFilesUrl')) === 0);
  await pause(SETTLING_MS);
  return Object.fromEntries(
    Object.keys(HISTORIES).map((name) => [
      name,
      about(name).map(({ attributes }) => `${attributes['kind']} ${attributes['ruleId']}`),
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
    await deploy({
      collection: 'trail',
      trail: JSON.stringify({ bucket: bucket.name, topicArn: bucket.topicArn }),
    });
    inbox = new Inbox();
    subscriber = await subscribeQueue(clients, output('TopicArn'), inbox);
  });

  it('is one stack', () => {
    expect(Object.keys(cdk.outputs())).toEqual(['RegionSweep']);
  });

  it('finds what the files bring, in any order, and reports it once', async () => {
    await sendAll('trail', (records) => bucket.deliver(records));

    expect(await openedBy('trail')).toEqual(EXPECTED);
  });

  it('reports nothing again when files are announced twice, as by the topic of a trail', async () => {
    await sendAll('twice', async (records) => {
      const keys = await bucket.deliver(records);
      await bucket.announce(keys);
      await bucket.announce(keys.slice(0, 3));
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
    await bucket.deliver([...others, ...records]);
    const start = performance.now();
    await waitUntil(async () => inbox.about(userArn('among-others')).length > 0);

    const seconds = (performance.now() - start) / 1000;
    noteFigure(HEADING, `Last of ten files, of 501 records each, to alert: ${inSeconds(seconds)}`);
    expect(inbox.about(userArn('among-others'))).toHaveLength(1);
  });

  it('takes no dead letter from digests, other objects and a file that is gone', async () => {
    const [key = ''] = await bucket.deliver(historyOf('gone', { regions: 1 }));
    await bucket.remove(key);
    await bucket.announce([key]);
    await bucket.put(trailKey(HOME_REGION, 'CloudTrail-Digest'), Buffer.from('{}'));
    await bucket.put('AWSLogs/readme.txt', Buffer.from('no trail'));
    await waitUntil(async () => (await depthOf('TrailFilesUrl')) === 0);

    expect(await depthOf('UnreadFilesUrl')).toBe(0);
  });
});

describe('collection both', () => {
  beforeAll(async () => {
    await bucket.announceByEventBridge();
    await deploy({
      collection: 'both',
      trail: JSON.stringify({ bucket: bucket.name }),
      regions: `${HOME_REGION},us-east-1`,
    });
  });

  it('adds the forwarders to the same stack', () => {
    expect(Object.keys(cdk.outputs()).sort()).toEqual([
      'RegionSweep',
      'RegionSweepForwarder-us-east-1',
    ]);
  });

  it.each<[string, (records: readonly JsonObject[]) => Promise<unknown>]>([
    ['eventbridge', (records) => carrier.toHub(records)],
    ['files', (records) => bucket.deliver(records)],
    ['both', (records) => Promise.all([carrier.toHub(records), bucket.deliver(records)])],
    [
      'thirds',
      (records) =>
        Promise.all([
          carrier.toHub(records.filter((_, index) => index % 3 !== 0)),
          bucket.deliver(records.filter((_, index) => index % 3 !== 1)),
        ]),
    ],
  ])('finds the same incidents, each reported once: by %s', async (path, send) => {
    await sendAll(path, send);

    expect(await openedBy(path)).toEqual(EXPECTED);
  });

  it('leaves no file unread that can be read', async () => {
    expect(await depthOf('UnreadFilesUrl')).toBe(0);
  });

  it('gives up on a file that is cut off, and hands over what it holds', async () => {
    const waiting = (await depthOf('TrailFilesUrl')) ?? 0;
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
      await bucket.put(trailKey(region), body.subarray(0, body.length - 20));
    }
    await waitUntil(async () => inbox.about(userArn('cut-off')).length > 0);

    expect(inbox.about(userArn('cut-off'))).toHaveLength(1);
    await pause(SETTLING_MS);
    expect(await depthOf('TrailFilesUrl')).toBe(waiting + records.length);
  });
});
