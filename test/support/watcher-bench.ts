import type { JsonObject } from '../../src/detection/json';
import type { Call } from '../../src/detection/model';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { settingsOf, sweepCalls } from './calls';
import { incidentProblems } from './incident-invariant';
import { createIncidentWorld, type IncidentWorldParts } from './incident-world';
import { NOON, watchedAt } from './watched-records';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
const ACCOUNT = '111122223333';

/** Three regions are a sweep. A sweep is low; with 4 more points it is medium, with 60 high, with 80 critical. */
export function createBench(parts: Partial<IncidentWorldParts> = {}) {
  const world = createIncidentWorld({
    settings: settingsOf({ minRegions: 3, minCalls: 3 }),
    ...parts,
  });
  return {
    ...world,
    passTo: (after: number) => world.passTo((NOON + after) * 1000),
    /** Alice's sweep. */
    sweep: (after = 0, firstId = 1 + after) =>
      world.detect(sweepCalls(3, { start: NOON + after, firstId })),
    watch: (...calls: WatchedCall[]) => world.watch(calls),
    sent: () =>
      world.published.map(({ notification: { kind, audience, incident } }) =>
        [kind, incident.severity, ...(audience === 'archive' ? ['archive'] : [])].join(' '),
      ),
    last: () => {
      const { incident } = world.published.at(-1)?.notification ?? {};
      if (incident === undefined) {
        throw new Error('Nothing was published.');
      }
      return incident;
    },
    problems: () => incidentProblems({ ...world, sweeps: [], cuts: new Map() }),
  };
}

export const launch = (after: number, overrides: JsonObject = {}): WatchedCall =>
  watchedAt('compute.RunInstances', after, {
    requestParameters: { instanceType: 'p5.48xlarge' },
    ...overrides,
  });

export const createUser = (after: number, userName = 'eve'): WatchedCall =>
  watchedAt('persistence.CreateUser', after, {
    requestParameters: { userName },
    responseElements: { user: { arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`, userName } },
  });

/** A user who calls with another key from another source IP. */
export function userWith(name: string, accessKeyId: string) {
  return {
    sourceIPAddress: '203.0.113.9',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
      accountId: ACCOUNT,
      accessKeyId,
    },
  };
}

export function sessionOf(session: string, sourceIPAddress: string) {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/App`;
  return {
    sourceIPAddress,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/App/${session}`,
      accountId: ACCOUNT,
      accessKeyId: `ASIA${session}`,
      sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } },
    },
  };
}

/** A sweep by the caller of a watched call. */
export function sweepOf(
  { caller, principal }: WatchedCall,
  after: number,
  firstId: number,
): Call[] {
  return sweepCalls(3, { start: NOON + after, firstId, caller, principal });
}
