import type { JsonObject } from '../../src/detection/json';
import { formatSecond } from '../../src/detection/time';
import { DEFAULT_REGIONS } from '../support/findings';
import { IS_LONG_RUN, noteCount } from '../support/long-run';
import {
  expectOrderlyLog,
  expectOrderlyMessages,
  expectSmallItems,
} from './support/expect-orderly';
import { eventOf, userRecord, WINDOW_START } from './support/hostile-calls';
import {
  ENVELOPE_PATHS,
  HOSTILE_VALUES,
  jsonWith,
  type Path,
  RECORD_PATHS,
} from './support/hostile-values';
import { type Surroundings, startSurroundings, type WarmFunction } from './support/warm-functions';

/** One in ten pairs of a place and a value runs in `npm run verify`; each place and each value is among them. */
const STRIDE = IS_LONG_RUN ? 1 : 10;

/** The regions that get the same value: enough for a sweep. */
const REGIONS = DEFAULT_REGIONS.slice(0, 11);

/** The members that distinguish the calls of a trial: with these replaced, they are one call, or in one region. */
const DISTINGUISHING: readonly string[] = ['awsRegion', 'eventID'];

interface Trial {
  readonly number: number;
  readonly path: Path;
  readonly json: string;
}

function trialsOf(paths: readonly Path[]): Trial[] {
  const pairs = paths.flatMap((path, row) =>
    HOSTILE_VALUES.map(([, json], column) => ({ path, json, place: row + column })),
  );
  return pairs
    .filter(({ place }) => place % STRIDE === 0)
    .map(({ path, json }, number) => ({ number, path, json }));
}

/** Events of another user and another time for each trial, so that trials do not interfere. */
function recordsOf(number: number): JsonObject[] {
  return REGIONS.map((awsRegion, index) =>
    userRecord(number, index, {
      awsRegion,
      eventTime: formatSecond(WINDOW_START + number * 600),
    }),
  );
}

let surroundings: Surroundings;
let detect: WarmFunction;

beforeEach(async () => {
  surroundings = await startSurroundings();
  // Trials that replace the principal share one principal, and each sweep must be notified.
  detect = surroundings.start({ renotifyMinutes: 0 });
});

afterEach(() => surroundings.stop());

const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((total, count = 0) => total + count, 0);

/** Delivers events, given as texts: all of them at once, and the first alone. */
async function tryBothWays(texts: readonly string[]) {
  const together = await detect(JSON.parse(`[${texts.join()}]`));
  const [text = ''] = texts;
  const result = await detect(JSON.parse(text));

  expect(result.calls + sum(result.ignored) + sum(result.rejected)).toBe(result.records);
  expect(together.records).toBe(texts.length);
  expect(sum(together.rejected)).toBe(sum(result.rejected) * texts.length);
  return result;
}

async function expectOrder(what: string, trials: number): Promise<void> {
  const { topic, log, database } = surroundings;
  expectOrderlyMessages(topic.messages);
  expectOrderlyLog(log);
  const largestItem = await expectSmallItems(database);
  noteCount('hostile values', what, {
    cases: trials,
    messages: topic.messages.length,
    lines: log.lines().length,
    largestItem,
  });
}

describe('hostile values', () => {
  it('in any member of a record make no other call unreadable, and pass for nothing else', async () => {
    const trials = trialsOf(RECORD_PATHS);
    let sweeps = 0;

    for (const { number, path, json } of trials) {
      const texts = recordsOf(number).map((record) =>
        jsonWith(eventOf(record), ['detail', ...path], json),
      );
      const { calls } = await tryBothWays(texts);
      sweeps += calls > 0 && !DISTINGUISHING.includes(path.join()) ? 1 : 0;
    }

    expect(sweeps).toBeGreaterThan(trials.length / 2);
    expect(surroundings.topic.messages).toHaveLength(sweeps);
    await expectOrder('members of records', trials.length);
  });

  it('in any member of an event are no worse', async () => {
    const trials = trialsOf(ENVELOPE_PATHS);
    let sweeps = 0;

    for (const { number, path, json } of trials) {
      const texts = recordsOf(number).map((record) => jsonWith(eventOf(record), path, json));
      const { calls } = await tryBothWays(texts);
      sweeps += calls > 0 ? 1 : 0;
    }

    expect(sweeps).toBeGreaterThan(trials.length / 4);
    expect(surroundings.topic.messages).toHaveLength(sweeps);
    await expectOrder('members of events', trials.length);
  });

  it('as a whole event are refused without harm', async () => {
    for (const [, json] of HOSTILE_VALUES) {
      const result = await detect(JSON.parse(json));

      expect(result.calls).toBe(0);
      expect(sum(result.ignored) + sum(result.rejected)).toBe(result.records);
    }
    expectOrderlyLog(surroundings.log);
  });
});
