import { Logger } from '@aws-lambda-powertools/logger';
import fc from 'fast-check';
import { createHandler, type HeartbeatParts } from '../../../lambda/heartbeat/create-handler';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { captureLog, releaseLog } from '../../support/captured-log';
import { cloudWatchValues } from '../../support/emf';

const REGIONS = Array.from({ length: 17 }, (_, index) => `region-${index}`);
const PROBED_RULES = [
  { id: 'describe-instances', probe: 'DescribeInstances' },
  { id: 'get-service-quota', probe: 'GetServiceQuota' },
] as const;

afterEach(releaseLog);

function heartbeat(parts: Partial<HeartbeatParts> = {}) {
  const calls: string[] = [];
  const record = (probe: string) => async (region: string) => {
    calls.push(`${probe} ${region}`);
    return undefined;
  };
  const log = captureLog();
  const handler = createHandler({
    regions: REGIONS,
    probedRules: PROBED_RULES,
    expectsCalls: true,
    clock: () => 0,
    logger: new Logger(),
    probeCalls: {
      DescribeInstances: record('DescribeInstances'),
      GetServiceQuota: record('GetServiceQuota'),
    },
    checks: [],
    ...parts,
  });
  /** Invokes the function as the schedule of EventBridge does. */
  const at = (minute: number) => handler({ time: new Date(minute * 60_000).toISOString() });
  return { at, handler, calls, log };
}

describe('the heartbeat', () => {
  it('makes the probe of every rule in every region, once in 15 min', async () => {
    const { at, calls } = heartbeat();

    for (let minute = 100; minute < 115; minute += 1) {
      await at(minute);
    }

    const expected = REGIONS.flatMap((region) =>
      PROBED_RULES.map(({ probe }) => `${probe} ${region}`),
    );
    expect([...calls].sort()).toEqual(expected.sort());
  });

  it('is no sweep to other tools: it calls a few regions per minute', async () => {
    const minutes = fc.nat({ max: 40_000_000 });
    const counts = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(minutes, counts, async (minute, count) => {
        const regions = Array.from({ length: count }, (_, index) => `region-${index}`);
        const { at, calls } = heartbeat({ regions, probedRules: PROBED_RULES.slice(0, 1) });

        await at(minute);
        await at(minute + 1);

        // A window of 30 s contains at most two invocations.
        expect(new Set(calls).size).toBeLessThan(10);
      }),
      { numRuns: 50 },
    );
  });

  it('goes by the time for which EventBridge scheduled it, not by the clock', async () => {
    const clock = () => 3 * 60_000;
    const scheduled = heartbeat({ clock });
    const byHand = heartbeat({ clock });

    await scheduled.at(2);
    await byHand.handler({});

    expect(scheduled.calls).toContain('DescribeInstances region-2');
    expect(byHand.calls).toContain('DescribeInstances region-3');
  });

  it('writes a zero to the metric of calls for each rule and region', async () => {
    const { at, log } = heartbeat();

    await at(4);

    expect(cloudWatchValues(log.metricDocuments())).toEqual({
      'Calls{service=regionsweep}': [0, 0],
      'Calls{region=region-4,ruleId=describe-instances,service=regionsweep}': [0],
      'Calls{region=region-4,ruleId=get-service-quota,service=regionsweep}': [0],
    });
  });

  it('writes none where the trail brings the calls', async () => {
    const { at, calls, log } = heartbeat({ expectsCalls: false });

    await at(4);

    expect(calls).toHaveLength(2);
    expect(log.metricDocuments()).toEqual([]);
  });

  it('warns of an answer that is an error, and counts on its call like on any other', async () => {
    const { at, log } = heartbeat({
      probedRules: PROBED_RULES.slice(0, 1),
      probeCalls: {
        DescribeInstances: async () => 'UnauthorizedOperation',
        GetServiceQuota: async () => undefined,
      },
    });

    await at(4);

    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'Heartbeat answered with an error',
        region: 'region-4',
        probe: 'DescribeInstances',
        errorName: 'UnauthorizedOperation',
      }),
    ]);
    expect(log.metricDocuments()).toHaveLength(1);
  });

  it('goes on without an answer, and fails at the end with the names of the regions', async () => {
    const { at, log } = heartbeat({
      probeCalls: {
        DescribeInstances: async (region) => {
          if (region === 'region-1') {
            throw new Error('no route');
          }
          return undefined;
        },
        GetServiceQuota: async () => undefined,
      },
    });

    // The regions 1 and 16 are due.
    await expect(at(1)).rejects.toThrow(
      'AWS did not answer the heartbeat in region-1. The next heartbeat there follows in 15 min.',
    );

    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'Heartbeat not answered',
        region: 'region-1',
        probe: 'DescribeInstances',
      }),
    ]);
    expect(Object.keys(cloudWatchValues(log.metricDocuments()))).toEqual([
      'Calls{service=regionsweep}',
      'Calls{region=region-1,ruleId=get-service-quota,service=regionsweep}',
      'Calls{region=region-16,ruleId=describe-instances,service=regionsweep}',
      'Calls{region=region-16,ruleId=get-service-quota,service=regionsweep}',
    ]);
  });
});

describe('the hourly check', () => {
  const check = (findProblems: () => Promise<readonly string[]>) => ({
    regions: [],
    checks: [{ metric: METRICS.subscribersMissing, findProblems }],
  });

  it('runs in the first minute of an hour and expects synthetic findings', async () => {
    let runs = 0;
    const { at, log } = heartbeat(
      check(async () => {
        runs += 1;
        return [];
      }),
    );

    for (let minute = 0; minute < 120; minute += 1) {
      await at(minute);
    }

    expect(runs).toBe(2);
    expect(cloudWatchValues(log.metricDocuments())).toEqual({
      'SubscribersMissing{service=regionsweep}': [0, 0],
      'SyntheticFindings{service=regionsweep}': [0, 0],
    });
  });

  it('logs each problem, twenty at most, and counts all', async () => {
    const problems = Array.from({ length: 30 }, (_, index) => `Account ${index} has none.`);
    const { at, log } = heartbeat(check(async () => problems));

    await at(60);

    expect(log.entries()).toHaveLength(20);
    expect(log.entries()[0]).toMatchObject({
      level: 'ERROR',
      message: 'Hourly check found a problem',
      check: 'SubscribersMissing',
      problem: 'Account 0 has none.',
      count: 30,
    });
    expect(cloudWatchValues(log.metricDocuments())).toMatchObject({
      'SubscribersMissing{service=regionsweep}': [30],
    });
  });

  it('counts a check that fails as a problem, so that it does not look healthy', async () => {
    const { at, log } = heartbeat(
      check(async () => {
        throw new Error('AccessDenied');
      }),
    );

    await at(60);

    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'Hourly check failed',
        check: 'SubscribersMissing',
      }),
    ]);
    expect(cloudWatchValues(log.metricDocuments())).toMatchObject({
      'SubscribersMissing{service=regionsweep}': [1],
    });
  });
});
