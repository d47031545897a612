import { routeRecord } from '../../../demo/event-bus';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { releaseLog } from '../../support/captured-log';
import { LIMITS } from '../../support/detection';
import { cloudTrailRecord, detectorHandler } from '../../support/detector-handler';
import { cloudWatchSums } from '../../support/emf';
import { validateFinding } from '../../support/finding-schema';

const ROLE = 'arn:aws:iam::111122223333:role/RegionSweep-HeartbeatFunctionRole-1A2B';
const NOW = Date.parse('2026-01-31T12:00:00Z');
const DAY_MS = 86_400_000;

afterEach(releaseLog);

/** A call of the heartbeat as CloudTrail records it. */
function heartbeatEvent(number: number, roleArn = ROLE) {
  return routeRecord(
    cloudTrailRecord(number, {
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/RegionSweep-HeartbeatFunctionRole-1A2B/fn',
        accountId: '111122223333',
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } },
      },
    }),
  );
}

const sweep = Array.from({ length: 17 }, (_, number) => heartbeatEvent(number));

const sweepBy = (roleArn: string) =>
  Array.from({ length: 17 }, (_, number) => heartbeatEvent(number, roleArn));

describe('calls of the heartbeat', () => {
  it('are counted, but never a sweep', async () => {
    const { handler, published, log } = detectorHandler({ heartbeatRoleArn: ROLE });

    for (const event of sweep) {
      await handler(event);
    }
    await handler(sweep);

    expect(published).toEqual([]);
    expect(cloudWatchSums(log.metricDocuments())['Calls{service=regionsweep}']).toBe(34);
  });

  it('reach neither table nor baseline', async () => {
    const store = createMemorySweepStore(LIMITS);
    const addCalls = jest.spyOn(store, 'addCalls');
    const { handler } = detectorHandler({ heartbeatRoleArn: ROLE, store });

    await handler(sweep);

    expect(addCalls).not.toHaveBeenCalled();
  });

  it('are calls like any other if there is no heartbeat', async () => {
    const { handler, published } = detectorHandler();

    await handler(sweep);

    expect(published).toHaveLength(1);
  });
});

describe('calls of a role that only looks like that of the heartbeat', () => {
  it.each([
    ['another account', ROLE.replace('111122223333', '444455556666')],
    ['a path', ROLE.replace('role/', 'role/x/')],
    ['another case', ROLE.toLowerCase()],
    ['a longer name', `${ROLE}2`],
    ['an invisible character', `${ROLE}\u200b`],
    ['a name that is cut', `${ROLE}${'\u0000'.repeat(300)}`],
  ])('are a sweep: %s', async (_what, roleArn) => {
    const { handler, published } = detectorHandler({ heartbeatRoleArn: ROLE });

    await handler(sweepBy(roleArn));

    expect(published).toHaveLength(1);
  });
});

describe('a synthetic finding', () => {
  it('goes to the archive, with the role of the heartbeat, and is valid', async () => {
    const { handler, notifications } = detectorHandler({
      heartbeatRoleArn: ROLE,
      clock: () => NOW,
    });

    await handler({ synthetic: true });

    const { minRegions } = DEFAULT_CONFIG;
    expect(notifications).toEqual([
      {
        kind: 'opened',
        audience: 'archive',
        incident: expect.objectContaining({
          identity: { kind: 'role', key: ROLE, accountId: '111122223333' },
          findings: [
            expect.objectContaining({
              evidence: expect.objectContaining({
                regionCount: minRegions,
                regions: expect.arrayContaining(['synthetic-0']),
                userAgents: ['regionsweep-synthetic'],
              }),
            }),
          ],
        }),
      },
    ]);
    expect(validateFinding(notifications[0]?.incident.findings[0])).toEqual([]);
  });

  it('is published every day, although earlier ones count repeats', async () => {
    let now = NOW;
    const { handler, notifications } = detectorHandler({
      heartbeatRoleArn: ROLE,
      clock: () => now,
    });

    for (let day = 0; day < 3; day += 1) {
      await handler({ synthetic: true });
      now += DAY_MS;
    }

    expect(new Set(notifications.map(({ incident }) => incident.id)).size).toBe(3);
  });

  it('counts in no metric of findings and alerts', async () => {
    const { handler, log } = detectorHandler({ heartbeatRoleArn: ROLE, clock: () => NOW });

    await handler({ synthetic: true });

    expect(log.metricDocuments()).toEqual([]);
    expect(log.entries()).toEqual([
      expect.objectContaining({ message: 'Synthetic finding published' }),
    ]);
  });

  it('fails the invocation if it cannot be published, so that Lambda retries', async () => {
    const store = createMemorySweepStore(LIMITS);
    jest.spyOn(store, 'addCalls').mockRejectedValue(new Error('no table'));
    const { handler } = detectorHandler({ heartbeatRoleArn: ROLE, store });

    await expect(handler({ synthetic: true })).rejects.toThrow('no table');
  });

  it.each([
    [{}],
    [{ synthetic: 'true' }],
    [{ detail: { synthetic: true } }],
    [{ 'detail-type': 'x', detail: { synthetic: true } }],
    [{ Records: [{ synthetic: true }] }],
    [[{ synthetic: true }]],
  ])('is not made by another input: %j', async (event) => {
    const { handler, notifications } = detectorHandler({ heartbeatRoleArn: ROLE });

    await handler(event).catch(() => {});

    expect(notifications).toEqual([]);
  });
});
