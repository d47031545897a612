import { existsSync } from 'node:fs';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject, type JsonObject, objectOf } from '../../src/detection/json';
import { matchesRule } from '../../src/detection/rules/match-rule';
import { RULES } from '../../src/detection/rules/rule-catalog';
import { readSampleTrail } from '../examples/sample-folder';
import { recordOf, type TemplateName } from '../support/records';
import {
  describeWithSharedData,
  readAttackTrail,
  readSharedRecords,
  SHARED_DATA,
} from '../support/shared-data';
import { type CandidateEvent, cloudTrailEvent } from './event-ruler/cloudtrail-event';
import { type Comparison, compare } from './event-ruler/comparison';
import { everyLayout, everyVariant, mixedVariants } from './event-ruler/hostile-events';
import { KNOWN_DIFFERENCES } from './event-ruler/known-differences';
import { runEventRuler } from './event-ruler/run-event-ruler';
import { WATCH_PATTERNS, watchedEvents, watchRulesInProcess } from './event-ruler/watched-events';
import { countText, noteFigure } from './support/figures';

const HEADING = 'Event Ruler and the in-process matcher';
const MIXED_VARIANTS = { count: 20_000, seed: 20260317 };

/** Deeper than Event Ruler reads JSON. */
const TOO_DEEP = 2_000;

function note(what: string, result: Comparison): void {
  const matched = Object.entries(result.matched).map(([id, count]) => `${countText(count)} ${id}`);
  noteFigure(
    HEADING,
    `${what}: ${countText(result.events)} events (let through: ${matched.join(', ')}), ` +
      `${countText(result.verdicts)} verdicts, ${result.disagreements.length} disagreements`,
  );
}

function asEvents(records: readonly unknown[]): CandidateEvent[] {
  return records.map((record) => {
    if (!isObject(record)) {
      throw new Error(`No record: ${JSON.stringify(record)}`);
    }
    return { what: 'as it is', text: JSON.stringify(cloudTrailEvent(record)) };
  });
}

/** Every record in the files of the sample trail; its digest holds none. */
function sampleRecords(): JsonObject[] {
  return readSampleTrail()
    .flatMap(({ text }) => [...unwrap(JSON.parse(text))])
    .map((one) => (one.kind === 'record' ? one.record : undefined))
    .filter(isObject);
}

/** The events that hostile ones are made from: plain ones, and one call of each kind of caller in the sample trail. */
function ordinaryEvents(): JsonObject[] {
  const plain = (['describe-instances', 'get-service-quota'] satisfies TemplateName[]).map((name) =>
    recordOf(name),
  );
  const unnamed = { errorCode: 'AccessDenied', requestParameters: null };
  const denied = [
    recordOf('get-service-quota', unnamed),
    recordOf('get-service-quota', { ...unnamed, eventName: 'GetAWSDefaultServiceQuota' }),
  ];
  const byKind = new Map<string, JsonObject>();
  for (const record of sampleRecords()) {
    const rule = RULES.find(({ match }) => matchesRule(match, record));
    const type = objectOf(record, 'userIdentity')['type'];
    if (rule !== undefined) {
      byKind.set(`${rule.id} ${type} ${record['errorCode'] !== undefined}`, record);
    }
  }
  return [...plain, ...denied, ...byKind.values()].map(cloudTrailEvent);
}

describe('the EventBridge patterns in Event Ruler', () => {
  it('let through of the sample trail what the handler counts', async () => {
    const result = await compare(asEvents(sampleRecords()));
    note('Sample trail', result);

    expect(result.disagreements).toEqual([]);
    expect(result.rejected).toEqual([]);
    for (const count of Object.values(result.matched)) {
      expect(count).toBeGreaterThan(30);
    }
  });

  it('let through of hostile events what the handler counts', async () => {
    const ordinary = ordinaryEvents();
    const result = await compare([
      ...everyVariant(ordinary),
      ...mixedVariants(ordinary, MIXED_VARIANTS),
      ...everyLayout(ordinary),
    ]);
    note(`Hostile variants of ${ordinary.length} events`, result);

    expect(result.disagreements).toEqual([]);
    expect(result.rejected).toEqual([]);
    for (const count of Object.values(result.matched)) {
      expect(count).toBeGreaterThan(1_000);
      expect(count).toBeLessThan(result.events / 2);
    }
  });

  it('never see what Event Ruler does not take, and the handler takes it without harm', async () => {
    const ordinary = ordinaryEvents();
    const deep = `${'['.repeat(TOO_DEEP)}${']'.repeat(TOO_DEEP)}`;
    const result = await compare([
      ...ordinary.map((event) => ({
        what: 'too deep',
        text: JSON.stringify(event).replace(/\}\}$/, `,"additionalEventData":${deep}}}`),
      })),
      ...['null', '7', 'true', '"x"'].map((text) => ({
        what: 'no object',
        text,
      })),
    ]);
    const counted = result.rejected.filter(({ matchesInProcess }) => matchesInProcess).length;
    noteFigure(
      HEADING,
      `Not taken by Event Ruler: ${result.rejected.length} of ${result.events} events (${counted} match in process)`,
    );

    expect(result.rejected).toHaveLength(result.events);
    // Nesting is no reason for the handler to drop a call, should one get to it.
    expect(result.rejected.filter(({ what }) => what === 'too deep')).toEqual(
      ordinary.map(() => ({ what: 'too deep', matchesInProcess: true })),
    );
  });

  it.each(KNOWN_DIFFERENCES)(
    'differ in $what, as is known',
    async ({ what, reason, eventsFrom }) => {
      const events = ordinaryEvents().flatMap(eventsFrom);
      const { disagreements } = await compare(events);
      noteFigure(
        HEADING,
        `Known difference, ${what}: ${disagreements.length} of ${events.length} events. ${reason}`,
      );

      // No exception outlives its cause, and none hides an event that the deployed rules would not deliver.
      expect(disagreements).toHaveLength(events.length);
      for (const { ruler, inProcess } of disagreements) {
        expect(ruler).toEqual({ matches: [expect.any(String)] });
        expect(inProcess).toMatchObject({ matches: [] });
      }
    },
  );
});

describe('the EventBridge patterns of watched calls in Event Ruler', () => {
  it('let through what the matcher recognizes', async () => {
    const events = watchedEvents();
    const verdicts = await runEventRuler(WATCH_PATTERNS, events);
    const compared = verdicts.map((verdict, index) => ({
      text: events[index] ?? '',
      ruler: 'matches' in verdict ? [...verdict.matches].sort() : verdict,
      inProcess: watchRulesInProcess(events[index] ?? '').sort(),
    }));
    const differing = compared.filter(
      ({ ruler, inProcess }) => JSON.stringify(ruler) !== JSON.stringify(inProcess),
    );
    const matched = new Set(compared.flatMap(({ inProcess }) => inProcess));
    noteFigure(
      HEADING,
      `Watched calls: ${countText(events.length)} events, ${countText(differing.length)} disagreements`,
    );

    expect(differing).toEqual([]);
    expect([...matched].sort()).toEqual(Object.keys(WATCH_PATTERNS).sort());
  });
});

describeWithSharedData('the EventBridge patterns in Event Ruler, on real records', () => {
  it('let through what the handler counts', async () => {
    const records = [
      ...(await readSharedRecords('console-sessions.ndjson.gz')),
      ...(await readAttackTrail()),
      ...(await readSharedRecords('odd-shapes.ndjson.gz')),
    ];
    const result = await compare(asEvents(records));
    note('Real records', result);

    expect(result.disagreements).toEqual([]);
    expect(result.rejected).toEqual([]);
    expect(result.events).toBe(11_526);
    expect(result.matched).toEqual({ 'describe-instances': 274, 'get-service-quota': 0 });
  });
});

if (!existsSync(SHARED_DATA)) {
  noteFigure(HEADING, `Real records: skipped, ${SHARED_DATA} is not there`);
}
