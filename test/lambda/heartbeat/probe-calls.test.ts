import { startLoopbackServer } from '../../../demo/loopback-server';
import { createProbeCalls } from '../../../lambda/heartbeat/probe-calls';
import { ec2Error, type LocalEc2, NO_INSTANCES, startLocalEc2 } from '../../support/local-ec2';
import { startLocalServiceQuotas } from '../../support/local-service-quotas';

const QUOTA = 'L-34B43A08';
const PROBE_CALLS = createProbeCalls(QUOTA);

let local: Pick<LocalEc2, 'stop'> | undefined;
let variables: NodeJS.ProcessEnv;

beforeEach(() => {
  variables = { ...process.env };
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
});

afterEach(async () => {
  process.env = variables;
  await local?.stop();
  local = undefined;
});

async function ec2(answer: typeof NO_INSTANCES): Promise<LocalEc2> {
  const started = await startLocalEc2(answer);
  local = started;
  process.env['AWS_ENDPOINT_URL_EC2'] = started.endpoint;
  return started;
}

describe('the probe DescribeInstances', () => {
  it('asks for as few instances as possible, under its own user agent', async () => {
    const { requests } = await ec2(NO_INSTANCES);

    expect(await PROBE_CALLS.DescribeInstances('eu-west-1')).toBeUndefined();

    expect(requests).toEqual([
      {
        userAgent: expect.stringContaining('regionsweep-heartbeat'),
        parameters: expect.objectContaining({ Action: 'DescribeInstances', MaxResults: '5' }),
      },
    ]);
  });

  it.each([
    [403, 'UnauthorizedOperation'],
    [401, 'AuthFailure'],
    [503, 'RequestLimitExceeded'],
    [500, 'InternalError'],
  ])(
    'returns the error of an answer with status %d, which is recorded too',
    async (status, code) => {
      await ec2(ec2Error(status, code));

      expect(await PROBE_CALLS.DescribeInstances('eu-west-1')).toBe(code);
    },
  );

  it('fails without an answer', async () => {
    // The server accepts the connection: the SDK would leave the timer of a refused one running.
    const silent = await startLoopbackServer((_request, _body, response) => {
      response.destroy();
    });
    local = silent;
    process.env['AWS_ENDPOINT_URL_EC2'] = silent.endpoint;

    await expect(PROBE_CALLS.DescribeInstances('eu-west-1')).rejects.toThrow();
  });

  it('fails when what answers is not EC2', async () => {
    await ec2({ status: 200, body: '<html>Proxy' });

    await expect(PROBE_CALLS.DescribeInstances('eu-west-1')).rejects.toThrow();
  });
});

describe('the probe GetServiceQuota', () => {
  it('asks for the quota that counts, under its own user agent', async () => {
    const quotas = await startLocalServiceQuotas(200, '{}');
    local = quotas;
    process.env['AWS_ENDPOINT_URL_SERVICE_QUOTAS'] = quotas.endpoint;

    expect(await PROBE_CALLS.GetServiceQuota('eu-west-1')).toBeUndefined();

    const [request] = quotas.requests;
    expect(request?.userAgent).toContain('regionsweep-heartbeat');
    expect(request?.parameters).toEqual({ ServiceCode: 'ec2', QuotaCode: QUOTA });
  });

  it('returns the error of a denied answer, which is recorded too', async () => {
    const quotas = await startLocalServiceQuotas(400, '{"__type":"AccessDeniedException"}');
    local = quotas;
    process.env['AWS_ENDPOINT_URL_SERVICE_QUOTAS'] = quotas.endpoint;

    expect(await PROBE_CALLS.GetServiceQuota('eu-west-1')).toBe('AccessDeniedException');
  });
});
