/**
 * What tools call, by EventBridge and by the files of a trail: deployed by the CDK CLI to an AWS emulator. Each
 * path brings the calls of another day, so that `regionsweep coverage` shows them apart.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { groupBy } from '../../src/detection/group-by';
import type { Incident } from '../../src/detection/incident/incident';
import type { JsonObject } from '../../src/detection/json';
import { coverage, regionsweep } from './emulator/commands';
import { type FunctionLog, functionLog } from './emulator/function-log';
import { setClock } from './emulator/function-settings';
import { MADE_UP_SWEEPS, toolCalls } from './emulator/tool-calls';
import { startTrailWorld, type TrailWorld } from './emulator/trail-world';
import { waitUntil } from './emulator/wait-until';
import { HOME_REGION } from './emulator/world';
import { noteFigure } from './support/figures';

const HEADING = 'Two paths on the AWS emulator';

const DAY_MS = 86_400_000;
const NOW = Date.now();

/** After the last call was handled, its notification would be there. */
const SETTLING_MS = 3000;

/** When the tools start, and when both paths bring what they call: while it is known which path was first. */
const START = '12:00:00Z';
const ARRIVAL = '12:35:00Z';

const FUNCTIONS = ['FunctionName', 'TrailReaderFunctionName'];

type Records = readonly JsonObject[];

let world: TrailWorld;
let log: FunctionLog;

/** All but every third record of each kind. */
const withoutThird = (records: Records, which: number) =>
  [...groupBy(records, ({ eventName }) => eventName).values()].flatMap((some) =>
    some.filter((_, index) => index % 3 !== which),
  );

/** What brings the calls of the tools, days ago. */
const PATHS: readonly {
  readonly path: string;
  readonly daysAgo: number;
  readonly bring: (records: Records) => Promise<unknown>;
  /** How many of the calls in trail files EventBridge had brought before, in percent. */
  readonly percent?: readonly [from: number, to: number];
}[] = [
  {
    path: 'eventbridge',
    daysAgo: 6,
    bring: (records) => world.carrier.toHub(records),
  },
  {
    path: 'trail',
    daysAgo: 5,
    bring: (records) => world.bucket.deliverOnTime(records),
    percent: [0, 0],
  },
  {
    path: 'both',
    daysAgo: 4,
    async bring(records) {
      await world.carrier.toHub(records);
      await isHandled();
      await world.bucket.deliverOnTime(records);
    },
    percent: [100, 100],
  },
  {
    path: 'eventbridge-drops-a-third',
    daysAgo: 3,
    async bring(records) {
      await world.carrier.toHub(withoutThird(records, 0));
      await isHandled();
      await world.bucket.deliverOnTime(records);
    },
    percent: [64, 70],
  },
  {
    path: 'trail-drops-a-third',
    daysAgo: 2,
    bring: (records) =>
      Promise.all([
        world.carrier.toHub(records),
        world.bucket.deliverOnTime(withoutThird(records, 1)),
      ]),
  },
  {
    path: 'each-drops-another-third',
    daysAgo: 1,
    bring: (records) =>
      Promise.all([
        world.carrier.toHub(withoutThird(records, 0)),
        world.bucket.deliverOnTime(withoutThird(records, 1)),
      ]),
  },
];

describe('the tools', () => {
  beforeAll(async () => {
    world = await startTrailWorld(HEADING);
    const { bucket, deploy, subscribe, output, scripts } = world;
    await bucket.announceByEventBridge();
    await deploy({
      collection: 'both',
      trail: JSON.stringify({ bucket: bucket.name }),
      regions: `${HOME_REGION},us-east-1`,
      lateEventHours: '240',
    });
    await subscribe('TopicArn');
    await subscribe('ArchiveTopicArn');
    log = functionLog(scripts, output('LogGroupName'));
  });

  it.each(PATHS)('are the same incidents, each reported once: $path', async (one) => {
    const day = new Date(NOW - one.daysAgo * DAY_MS).toISOString().slice(0, 10);
    const records = toolCalls(one.path, Date.parse(`${day}T${START}`));
    const expected = await replayed(records);
    for (const name of FUNCTIONS) {
      await setClock(world.clients, world.output(name), Date.parse(`${day}T${ARRIVAL}`));
    }
    const begin = performance.now();
    await one.bring(records);
    await isHandled();

    expect(expected.length).toBeGreaterThanOrEqual(MADE_UP_SWEEPS);
    expect(await openedBy(one.path)).toEqual(expected.map(inWords).sort());
    const rows = (await coverage(world.emulator, one.daysAgo + 2)).filter((row) => row.day === day);
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const judged = sum(({ calls, unjudged }) => calls - unjudged);
    const brought = sum(({ broughtByEventBridge }) => broughtByEventBridge);
    const percent = Math.round((100 * brought) / judged);
    if (one.percent !== undefined) {
      expect(percent).toBeGreaterThanOrEqual(one.percent[0]);
      expect(percent).toBeLessThanOrEqual(one.percent[1]);
    }
    noteFigure(
      HEADING,
      `${one.path}: ${records.length} records, ${expected.length} incidents, each opened once, in ${Math.round((performance.now() - begin) / 1000)} s; coverage: EventBridge brought ${brought} of ${judged} calls in ${sum(({ files }) => files)} files (${judged === 0 ? '-' : percent} %)`,
    );
  });

  afterAll(async () => {
    await world?.stop();
    noteFigure(HEADING, 'Not shown: days that pass; the clocks of the functions are set');
    noteFigure(
      HEADING,
      'Not shown: the sweep through 17 accounts, whose events the emulator puts under one account',
    );
  });

  it('leave no file unread and no dead letter', async () => {
    for (const queue of ['TrailFilesUrl', 'UnreadFilesUrl', 'UnhandledUrl']) {
      expect([queue, await world.depthOf(queue)]).toEqual([queue, 0]);
    }
  });
});

/** What `regionsweep replay` finds in the records. */
async function replayed(records: Records): Promise<Incident[]> {
  const file = path.join(world.emulator.environment['TMPDIR'] ?? '', 'calls.ndjson');
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const { stdout } = await regionsweep(
    world.emulator,
    `replay ${file} --incidents --format ndjson --late-event-hours 240`,
  );
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Incident);
}

const inWords = ({ identity, findings }: Incident) =>
  `${identity.key} ${findings.map(({ rule }) => rule.id).join(', ')}`;

/** Each opened incident of the identities of a path, as often as it was reported. */
async function openedBy(maker: string): Promise<string[]> {
  return world.inbox
    .about(`/${maker}-`)
    .filter(({ attributes }) => attributes['kind'] === 'opened')
    .map(({ body }) => inWords(JSON.parse(body) as Incident))
    .sort();
}

/** Waits until no file waits and the log has no further invocation. */
async function isHandled(): Promise<void> {
  await waitUntil(async () => (await world.depthOf('TrailFilesUrl')) === 0);
  let ended = -1;
  await waitUntil(async () => {
    const before = ended;
    ended = await log.invocations();
    await pause(SETTLING_MS);
    return ended === before;
  });
}
