import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { JsonObject } from '../../src/detection/json';
import { DEFAULT_SEVERITY, MAX_SCORE, severityOf } from '../../src/detection/severity/assess';
import { parseEventTime } from '../../src/detection/time';
import { parseWatched } from '../../src/detection/watched/parse-watched';
import { summarizeWatched } from '../../src/detection/watched/summarize-watched';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { weigh } from '../../src/detection/watched/weigh';
import { findingOf, IAM_USER, longTermKeySweep, roleSession } from './findings';
import { type IncidentSetup, incidentOf } from './incidents';
import { watchedRecord } from './watched-records';

/** A record of a watched call: its kind, its time on 2026-03-14, and further members. */
type Step = readonly [id: string, time: string, fields?: JsonObject];

/** An incident of one sweep and the watched calls around it, as the engine builds it. */
export function chainOf(
  finding: Finding,
  steps: readonly Step[],
  { state, ...setup }: Omit<IncidentSetup, 'watched'> = {},
): Incident {
  const [start, end] = [finding.evidence.firstCall, finding.evidence.lastCall].map(parseEventTime);
  const lines = summarizeWatched(steps.map((step, index) => parsed(step, index)));
  const weight = weigh(lines, [{ start: start as number, end: (end as number) + 1 }]);
  const score = Math.min(MAX_SCORE, finding.score + weight.points);
  const severity = severityOf(score, DEFAULT_SEVERITY.cutoffs);
  return incidentOf(finding, {
    ...setup,
    state: { worth: { severity, audience: 'people' }, ...state },
    watched: { lines, ...weight, isComplete: true },
  });
}

function parsed([id, time, fields]: Step, index: number): WatchedCall {
  const record = watchedRecord(id, {
    eventTime: `2026-03-14T${time}Z`,
    eventID: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    recipientAccountId: '111122223333',
    sourceIPAddress: '203.0.113.77',
    ...fields,
  });
  return parseWatched(record, undefined, { digest: sha256Digest }) as WatchedCall;
}

function launch(awsRegion: string, ids: readonly string[]): JsonObject {
  return {
    awsRegion,
    requestParameters: {
      instancesSet: {
        items: [{ imageId: 'ami-0abcdef1234567890', minCount: ids.length, maxCount: ids.length }],
      },
      instanceType: 'p4d.24xlarge',
    },
    responseElements: { instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } },
  };
}

/** A stolen key: 17 regions in 33 s, machines in two regions, a user with a key, a shared snapshot, a denied call. */
export function minerChain(): Incident {
  const by = (fields: JsonObject): JsonObject => ({ userIdentity: IAM_USER, ...fields });
  const user = 'support2';
  return chainOf(longTermKeySweep(), [
    [
      'compute.RunInstances',
      '09:33:05',
      by(launch('eu-west-1', ['i-0a1b2c3d4e5f60718', 'i-0a1b2c3d4e5f60719'])),
    ],
    [
      'compute.RunInstances',
      '09:33:48',
      by(launch('us-east-1', ['i-0b1b2c3d4e5f60720', 'i-0b1b2c3d4e5f60721'])),
    ],
    [
      'persistence.CreateUser',
      '09:36:15',
      by({
        requestParameters: { userName: user },
        responseElements: { user: { arn: `arn:aws:iam::111122223333:user/${user}` } },
      }),
    ],
    [
      'persistence.CreateAccessKey',
      '09:36:31',
      by({
        requestParameters: { userName: user },
        responseElements: { accessKey: { userName: user, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } },
      }),
    ],
    [
      'exfiltration.ModifySnapshotAttribute',
      '09:41:02',
      by({
        awsRegion: 'eu-west-1',
        requestParameters: {
          snapshotId: 'snap-0abc1234def567890',
          createVolumePermission: { add: { items: [{ userId: '444455556666' }] } },
          attributeType: 'CREATE_VOLUME_PERMISSION',
        },
      }),
    ],
    [
      'defence.StopLogging',
      '09:43:20',
      by({ errorCode: 'AccessDenied', requestParameters: { name: 'management-events' } }),
    ],
  ]);
}

/** The session of a role assumes another role and lets a new Lambda function run. */
export function roleChain(): Incident {
  const session = roleSession('i-0abc1234def567890', 'arn:aws:iam::111122223333:role/Web');
  return chainOf(findingOf({ userIdentity: session, secondsBetweenCalls: 1 }), [
    [
      'roles.AssumeRole',
      '09:28:02',
      {
        userIdentity: session,
        requestParameters: {
          roleArn: 'arn:aws:iam::111122223333:role/Deploy',
          roleSessionName: 'x',
        },
        responseElements: { credentials: { accessKeyId: 'ASIAI44QH8DHBEXAMPLE' } },
      },
    ],
    [
      'compute.RunInstances',
      '09:29:10',
      {
        userIdentity: roleSession('x', 'arn:aws:iam::111122223333:role/Deploy'),
        ...launch('eu-west-1', ['i-0a1b2c3d4e5f60718']),
      },
    ],
  ]);
}

/** Three hours after the sweep of a closed incident, its key creates another key for its user. */
export function followingChain(): Incident {
  const second = Date.UTC(2026, 2, 14, 12, 30) / 1000;
  return chainOf(
    longTermKeySweep(),
    [
      [
        'persistence.CreateAccessKey',
        '12:30:00',
        {
          userIdentity: IAM_USER,
          responseElements: {
            accessKey: { userName: 'deploy-bot', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
          },
        },
      ],
    ],
    {
      state: {
        id: 'incident-20260314T123000Z-0123456789abcdef',
        follows: 'incident-20260314T092640Z-0123456789abcdef',
        first: second,
        last: second + 1,
        openedAt: (second + 40) * 1000,
      },
      sweepCount: 0,
    },
  );
}
