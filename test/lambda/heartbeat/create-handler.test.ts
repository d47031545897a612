import { EC2Client } from '@aws-sdk/client-ec2';
import { compose } from '../../../lambda/heartbeat/compose';
import { createHandler, type HeartbeatParts } from '../../../lambda/heartbeat/create-handler';
import { type CapturedLog, captureLog, releaseLog } from '../../support/captured-log';
import { cloudWatchValues } from '../../support/emf';
import { ec2Error, type LocalEc2, NO_INSTANCES, startLocalEc2 } from '../../support/local-ec2';

const REGIONS = ['eu-west-1', 'us-east-1', 'sa-east-1'] as const;
const SECONDS = 300;

let ec2: LocalEc2 | undefined;
let variables: NodeJS.ProcessEnv;

beforeEach(() => {
  variables = { ...process.env };
});

afterEach(async () => {
  process.env = variables;
  releaseLog();
  await ec2?.stop();
  ec2 = undefined;
});

/** The heartbeat as it is deployed, but for the place of EC2: an endpoint that gives this answer. */
async function heartbeat(answer: typeof NO_INSTANCES, parts: Partial<HeartbeatParts> = {}) {
  ec2 = await startLocalEc2(answer);
  return heartbeatAt(ec2.endpoint, parts);
}

function heartbeatAt(endpoint: string, parts: Partial<HeartbeatParts>) {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EC2: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const log: CapturedLog = captureLog();
  const composed = compose({ regions: [...REGIONS], seconds: SECONDS });
  return { log, invoke: createHandler({ ...composed, ...parts }) };
}

describe('the heartbeat', () => {
  it('asks for as few instances as possible, under its own user agent', async () => {
    const { invoke } = await heartbeat(NO_INSTANCES);

    await invoke();

    expect(ec2?.requests).toEqual([
      {
        userAgent: expect.stringContaining('regionsweep-heartbeat'),
        parameters: expect.objectContaining({ Action: 'DescribeInstances', MaxResults: '5' }),
      },
    ]);
  });

  it('calls one region at a time, the one whose turn it is', async () => {
    let now = 0;
    const called: string[] = [];
    const { invoke, log } = await heartbeat(NO_INSTANCES, {
      clock: () => now,
      clientFor: (region) => {
        called.push(region);
        return new EC2Client({ region });
      },
    });

    for (let turn = 0; turn < 4; turn += 1) {
      await invoke();
      now += SECONDS * 1000;
    }

    expect(called).toEqual(['eu-west-1', 'us-east-1', 'sa-east-1', 'eu-west-1']);
    expect(log.entries()).toEqual(
      called.map((region) =>
        expect.objectContaining({ level: 'INFO', message: 'Heartbeat answered', region }),
      ),
    );
  });

  it('writes a zero for the region to the metric of calls', async () => {
    const { invoke, log } = await heartbeat(NO_INSTANCES, { clock: () => SECONDS * 1000 });

    await invoke();

    expect(cloudWatchValues(log.metricDocuments())).toEqual({
      'Calls{service=regionsweep}': [0],
      'Calls{region=us-east-1,service=regionsweep}': [0],
    });
  });

  it.each([
    [403, 'UnauthorizedOperation'],
    [401, 'AuthFailure'],
    [503, 'RequestLimitExceeded'],
    [500, 'InternalError'],
  ])(
    'warns of an answer with status %d, which is recorded like any other',
    async (status, code) => {
      const { invoke, log } = await heartbeat(ec2Error(status, code), { clock: () => 0 });

      await invoke();

      expect(log.entries()).toEqual([
        expect.objectContaining({
          level: 'WARN',
          message: 'Heartbeat answered with an error',
          region: 'eu-west-1',
          errorName: code,
        }),
      ]);
      expect(log.metricDocuments()).toHaveLength(1);
    },
  );

  it('fails without an answer and names the next turn of the region', async () => {
    const gone = await startLocalEc2(NO_INSTANCES);
    await gone.stop();
    const { invoke, log } = heartbeatAt(gone.endpoint, { clock: () => 0 });

    const attempt = invoke();

    await expect(attempt).rejects.toThrow(
      'EC2 in eu-west-1 did not answer the heartbeat. The next heartbeat there follows in 900 s.',
    );
    await expect(attempt).rejects.toHaveProperty('cause');
    expect(log.metricDocuments()).toEqual([]);
  });

  it('fails when what answers is not EC2', async () => {
    const { invoke, log } = await heartbeat({ status: 200, body: '<html>Proxy' });

    await expect(invoke()).rejects.toThrow('did not answer the heartbeat');
    expect(log.metricDocuments()).toEqual([]);
  });
});
