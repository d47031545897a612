import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { perRule } from '../../src/config/defaults';
import type { Finding } from '../../src/detection/finding';
import type { Call, Caller, Principal } from '../../src/detection/model';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { formatMilliseconds, formatSecond } from '../../src/detection/time';
import { qualifyingIntervals } from '../../src/detection/window';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { type EvaluatedSetting, evaluateGrid, settingsOf } from '../../src/tuning/evaluate-grid';
import { regrouped } from '../../src/tuning/regroup';
import { type Grid, nameOf, sizeOf } from '../../src/tuning/setting';
import { callOf, settingsOf as ruleSettings, uuid } from '../support/calls';

const GRID: Grid = {
  regions: [2, 3, 5],
  seconds: [7, 30],
  windowing: ['sliding', 'tumbling'],
  groupBy: ['arn', 'accessKey', 'role', 'sourceIp'],
};

const ROLE_ARN = 'arn:aws:iam::111122223333:role/shared';

/** Few buckets are ever full, so some are here. */
const MAX_TRACKED_CALLS = 6;

/** Callers in the order of {@link CALLERS}: the sessions of a role are one identity. */
const IDENTITIES: readonly Partial<Caller>[] = [
  { arn: 'arn:aws:sts::111122223333:assumed-role/shared/a', roleArn: ROLE_ARN },
  { arn: 'arn:aws:sts::111122223333:assumed-role/shared/a', roleArn: ROLE_ARN },
  { arn: 'arn:aws:sts::111122223333:assumed-role/shared/b', roleArn: ROLE_ARN },
  { arn: 'arn:aws:iam::111122223333:user/u' },
  {},
  {},
];

/** Callers as they are read with every grouping: sessions of a role, a user, and one without an ARN, key or source IP. */
const CALLERS: readonly (readonly Principal[])[] = [
  ['arn:session-a', 'accessKey:key-a', 'role:shared', 'sourceIp:192.0.2.1'],
  ['arn:session-a', 'accessKey:key-a2', 'role:shared', 'sourceIp:192.0.2.2'],
  ['arn:session-b', 'accessKey:key-b', 'role:shared', 'sourceIp:192.0.2.1'],
  ['arn:user', 'accessKey:key-u', 'sourceIp:192.0.2.2'],
  ['accessKey:no-arn'],
  ['identity:service'],
].map((keys) => keys.map((key) => ({ kind: key.split(':')[0] as Principal['kind'], key })));

interface RawCall {
  readonly second: number;
  readonly region: number;
  readonly rule: RuleId;
  readonly caller: readonly Principal[];
}

/** A bucket that is filled within one second, with a call in another region after those that fill it. */
const FLOOD: readonly RawCall[] = Array.from({ length: 30 }, (_, index) => ({
  second: 0,
  region: index === 11 ? 1 : 0,
  rule: 'describe-instances',
  caller: CALLERS[0] as readonly Principal[],
}));

const calls = fc
  .array(
    fc.record({
      second: fc.integer({ min: 0, max: 200 }),
      region: fc.integer({ min: 0, max: 6 }),
      rule: fc.constantFrom(...RULE_IDS),
      caller: fc.constantFrom(...CALLERS),
    }),
    { minLength: 30, maxLength: 120 },
  )
  .map(callsOf);

function callsOf(raws: readonly RawCall[]): Call[] {
  return raws.map(({ second, region, rule, caller }, index) => {
    const [principal, ...otherPrincipals] = caller;
    return callOf({
      eventId: uuid(index),
      ruleId: rule,
      second: 1_767_225_600 + second,
      region: `region-${region}`,
      principal: principal as Principal,
      caller: { type: 'Unknown', ...IDENTITIES[CALLERS.indexOf(caller)] },
      ...(otherPrincipals.length > 0 && { otherPrincipals }),
    });
  });
}

function outlineOf({ rule, principal, window, evidence, detectedAt }: Finding): string {
  return JSON.stringify([
    rule.id,
    principal.key,
    window.start,
    window.end,
    evidence.regionCount,
    evidence.callCount,
    detectedAt,
  ]);
}

function outlinesOf({ sweeps }: EvaluatedSetting): string[] {
  return sweeps.map((sweep) =>
    JSON.stringify([
      sweep.partition.ruleId,
      sweep.partition.principal.key,
      formatSecond(sweep.start),
      formatSecond(sweep.end),
      new Set(sweep.calls.map(({ region }) => region)).size,
      sweep.calls.length,
      formatMilliseconds(sweep.openedAt * 1000),
    ]),
  );
}

describe('every setting of a grid', () => {
  it('finds what the engine finds under it: sweeps, counts, incidents, and when', async () => {
    let found = 0;
    let repeats = 0;
    await fc.assert(
      fc.asyncProperty(
        calls,
        fc.constantFrom(undefined, 4),
        fc.constantFrom(0, 1, 60),
        async (history, minCalls, renotifyMinutes) => {
          const options = { minCalls, renotifyMinutes, maxTrackedCalls: MAX_TRACKED_CALLS };
          const { settings } = evaluateGrid(history, GRID, options);
          expect(settings).toHaveLength(sizeOf(GRID));
          for (const evaluated of settings) {
            const { setting } = evaluated;
            const { findings } = await detectInOrder(
              history.map((call) => regrouped(call, setting.groupBy)),
              {
                store: createMemorySweepStore({ maxTrackedCalls: MAX_TRACKED_CALLS }),
                settings: perRule((id) => ({ ...ruleSettings()[id], ...setting })),
                severity: DEFAULT_SEVERITY,
                lateEventHours: 24,
                renotifyMinutes,
                digest: sha256Digest,
              },
            );
            expect(outlinesOf(evaluated).sort()).toEqual(findings.map(outlineOf).sort());
            found += findings.length;
            const incidents = new Set(findings.map(({ incidentId }) => incidentId)).size;
            expect(evaluated.incidents).toBe(incidents);
            repeats += findings.length - incidents;
          }
        },
      ),
      { numRuns: 12, examples: [[callsOf(FLOOD), undefined, 0]] },
    );
    expect(found).toBeGreaterThan(0);
    expect(repeats).toBeGreaterThan(0);
  });

  it('finds the intervals of the definition, whatever the order of the calls', () => {
    let found = 0;
    fc.assert(
      fc.property(calls, (history) => {
        const grid: Grid = { ...GRID, groupBy: ['arn'] };
        const options = { renotifyMinutes: 60, maxTrackedCalls: 1000 };
        const { settings } = evaluateGrid(history, grid, options);
        const reversed = evaluateGrid([...history].reverse(), grid, options).settings;
        for (const [index, evaluated] of settings.entries()) {
          const expected = [...byPartition(history)].flatMap(([key, members]) =>
            qualifyingIntervals(members, evaluated.setting).map(
              ({ start, end }) => `${key} ${start} ${end}`,
            ),
          );
          const actual = evaluated.sweeps.map(
            ({ partition, start, end }) =>
              `${partition.ruleId} ${partition.principal.key} ${start} ${end}`,
          );
          expect(actual.sort()).toEqual(expected.sort());
          expect(outlinesOf(reversed[index] as EvaluatedSetting).sort()).toEqual(
            outlinesOf(evaluated).sort(),
          );
          found += actual.length;
        }
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(0);
  });
});

function byPartition(history: readonly Call[]): Map<string, Call[]> {
  const members = new Map<string, Call[]>();
  for (const call of history) {
    const key = `${call.ruleId} ${call.principal.key}`;
    members.set(key, [...(members.get(key) ?? []), call]);
  }
  return members;
}

describe('what tumbling windows miss', () => {
  it('is a sweep that a window edge cuts in two', () => {
    // Six calls before the edge at 30 s, six after it.
    const history = Array.from({ length: 12 }, (_, index) =>
      callOf({ eventId: uuid(index), second: 18 + index * 2, region: `region-${index}` }),
    );
    const { missedByTumbling } = evaluateGrid(
      history,
      { regions: [6, 10], seconds: [30], windowing: ['sliding', 'tumbling'], groupBy: ['arn'] },
      { renotifyMinutes: 60, maxTrackedCalls: 200 },
    );

    expect(
      missedByTumbling.map(({ setting, sliding, missed }) => [setting.minRegions, sliding, missed]),
    ).toEqual([
      [6, 1, 0],
      [10, 1, 1],
    ]);
  });
});

describe('the settings of a grid', () => {
  it('are all its combinations, each once, with the threshold of calls', () => {
    expect(new Set(settingsOf(GRID).map(nameOf)).size).toBe(sizeOf(GRID));
    expect(settingsOf(GRID).map(({ minCalls, minRegions }) => minCalls - minRegions)).toEqual(
      Array(sizeOf(GRID)).fill(0),
    );
    expect(new Set(settingsOf(GRID, 40).map(({ minCalls }) => minCalls))).toEqual(new Set([40]));
  });
});
