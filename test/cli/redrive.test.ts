import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { renderFailures } from '../../cli/redrive/redrive-failure';
import { queueTargetOf } from '../../cli/redrive/redrive-flags';
import { routeRecord } from '../../demo/event-bus';
import { version } from '../../package.json';
import {
  awsError,
  type LocalAnswer,
  type LocalAnswers,
  type LocalAws,
  startLocalAws,
} from '../support/local-aws';
import { type PackagedCli, packageCli } from '../support/packaged-cli';
import { recordOf } from '../support/records';
import { runCli } from '../support/run-cli';

const HUB_QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/unhandled';
const OTHER_QUEUE = 'https://sqs.us-east-1.amazonaws.com/444455556666/dead-letters';
const LOCAL_QUEUE = 'http://localhost:4566/111122223333/unhandled';
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:detector';
const EVENT = JSON.stringify(routeRecord(recordOf('describe-instances')));
const QUOTA_EVENT = JSON.stringify(routeRecord(recordOf('get-service-quota')));

let aws: LocalAws | undefined;
let cli: PackagedCli;
let home: string;
beforeAll(async () => {
  cli = await packageCli();
  home = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
});
afterEach(async () => {
  await aws?.stop();
  aws = undefined;
});
afterAll(() => {
  cli.remove();
  return rm(home, { recursive: true, force: true });
});

/** The answer of the detector to an event that it handled. */
const HANDLED: LocalAnswer = { body: { rejected: {} } };

/** What Lambda answers when the function failed. */
function functionError(errorType: string, errorMessage = ''): LocalAnswer {
  return {
    headers: { 'x-amz-function-error': 'Unhandled' },
    body: { errorType, errorMessage },
  };
}

/** SQS with these messages and a detector; other answers win. */
function answersFor(bodies: readonly string[], others: LocalAnswers = {}): LocalAnswers {
  const waiting = bodies.map((Body, index) => ({
    MessageId: `m-${index}`,
    ReceiptHandle: `r-${index}`,
    Body,
    MD5OfBody: createHash('md5').update(Body).digest('hex'),
  }));
  const ok = (): LocalAnswer => ({ body: { Successful: [], Failed: [] } });
  return {
    ReceiveMessage: () => ({ body: { Messages: waiting.splice(0, 10) } }),
    DeleteMessageBatch: ok,
    ChangeMessageVisibilityBatch: ok,
    Invoke: () => HANDLED,
    ...others,
  };
}

/** Runs `redrive` against a local endpoint. */
async function redrive(
  parameters: readonly string[],
  answers: LocalAnswers = answersFor([]),
  environment: Readonly<Record<string, string>> = {},
) {
  const local = await startLocalAws(answers);
  aws = local;
  const run = await cli.run(['redrive', ...parameters], {
    PATH: process.env['PATH'],
    HOME: home,
    AWS_ACCESS_KEY_ID: 'AKIAHUB',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_MAX_ATTEMPTS: '1',
    ...environment,
  });
  return { ...run, requests: local.requests };
}

/** How often each operation was asked for, in which regions, with which access keys. */
function traffic(requests: LocalAws['requests']) {
  return [
    ...new Set(
      requests.map(({ operation, region, accessKeyId }) => `${operation} ${region} ${accessKeyId}`),
    ),
  ].toSorted();
}

describe('redrive', () => {
  it('sends the messages of a queue to the detector, deletes them, and writes figures to standard error', async () => {
    const run = await redrive(
      [LOCAL_QUEUE, '--function', 'detector', '--region', 'eu-central-1'],
      answersFor([EVENT, EVENT]),
    );

    expect(run).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: '2 of 2 messages handled\n',
    });
    // A URL without a region, and a name: both are where --region says.
    expect(traffic(run.requests)).toEqual([
      'DeleteMessageBatch eu-central-1 AKIAHUB',
      'Invoke eu-central-1 AKIAHUB',
      'ReceiveMessage eu-central-1 AKIAHUB',
    ]);
  });

  it('lists which messages stay and why, safely for a terminal', async () => {
    const run = await redrive(
      [HUB_QUEUE, '--function', 'detector', '--region', 'eu-central-1'],
      answersFor(
        [EVENT, '\u001b[31mred\nfake line\u202e', '{"source":"aws.cloudwatch"}', QUOTA_EVENT],
        { Invoke: ({ source }) => (source === 'aws.ec2' ? HANDLED : functionError('Error')) },
      ),
    );

    expect(run.exitCode).toBe(1);
    expect(run.stderr.split('\n')).toEqual([
      `message m-1 stays: not JSON: received "\\u001b[31mred\\nfake line"… (in ${HUB_QUEUE})`,
      `message m-2 stays: not an event that a rule matches: received "aws.cloudwatch" (in ${HUB_QUEUE})`,
      `message m-3 stays: not handled by the detector (its log shows why) (in ${HUB_QUEUE})`,
      '1 of 4 messages handled; 3 stay: 1 not JSON; 1 not an event that a rule matches; 1 not handled by the detector (its log shows why)',
      '',
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('looks only in a dry run, and names no more messages than can be read', async () => {
    const run = await redrive(
      [HUB_QUEUE, '--function', 'detector', '--region', 'eu-central-1', '--dry-run'],
      answersFor([EVENT, ...Array<string>(24).fill('no JSON')]),
    );

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(
      /\n… and 4 more \(in .*\)\n1 of 25 messages would be sent to the detector; 24 stay: 24 not JSON\n$/,
    );
    expect(new Set(run.requests.map(({ operation }) => operation))).toEqual(
      new Set(['ReceiveMessage', 'ChangeMessageVisibilityBatch']),
    );
  });

  it('takes regions from URLs and the ARN, and credentials for the queues from a profile', async () => {
    await writeFile(
      path.join(home, 'credentials'),
      '[member]\naws_access_key_id = AKIAMEMBER\naws_secret_access_key = secret\n',
    );

    const run = await redrive(
      [OTHER_QUEUE, '--function', FUNCTION_ARN, '--queue-profile', 'member'],
      answersFor([EVENT]),
      { AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'), AWS_REGION: 'sa-east-1' },
    );

    // No warning of the SDK that there are keys in the environment as well.
    expect(run.stderr).toBe('1 of 1 message handled\n');
    expect(traffic(run.requests)).toEqual([
      'DeleteMessageBatch us-east-1 AKIAMEMBER',
      'Invoke eu-west-1 AKIAHUB',
      'ReceiveMessage us-east-1 AKIAMEMBER',
    ]);
  });

  it('goes on with the next queue when one cannot be read, and fails in the end', async () => {
    const { ReceiveMessage, ...answers } = answersFor([EVENT]);
    const run = await redrive([HUB_QUEUE, OTHER_QUEUE, HUB_QUEUE, '--function', FUNCTION_ARN], {
      ...answers,
      ReceiveMessage: (input) =>
        input['QueueUrl'] === HUB_QUEUE
          ? awsError(403, 'AccessDenied', 'Not for you\n\u001b[31m.')
          : (ReceiveMessage?.(input) as LocalAnswer),
    });

    expect(run.exitCode).toBe(1);
    expect(run.stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^error: Messages cannot be received from https:.*unhandled: AccessDenied: Not for you\S*\. Allow sqs:ReceiveMessage, .*--queue-profile .*\. Then run it again\.$/,
      ),
      '1 of 1 message handled',
      '',
    ]);
  });

  it.each<[string, LocalAnswer, RegExp]>([
    [
      'is not there',
      awsError(404, 'ResourceNotFoundException', 'Function not found'),
      /ResourceNotFoundException: Function not found\. Use the output FunctionName/,
    ],
    [
      'may not be invoked',
      awsError(403, 'AccessDeniedException', 'no'),
      /AccessDeniedException: no\. Allow lambda:InvokeFunction/,
    ],
    [
      'is throttled',
      awsError(429, 'TooManyRequestsException', 'Rate exceeded.'),
      /TooManyRequestsException: Rate exceeded\. Wait a minute\./,
    ],
    [
      'fails',
      functionError('Sandbox.Timedout', 'Task timed out\nfake line'),
      /it failed, Sandbox\.Timedout: Task timed outfake line\. Its log shows why/,
    ],
    [
      'is another one',
      { body: null },
      /it answered null, as the detector never does\. Use the name of the detector/,
    ],
  ])('loses nothing when the function %s, and shows what to do', async (_case, Invoke, message) => {
    const run = await redrive(
      [HUB_QUEUE, OTHER_QUEUE, '--function', FUNCTION_ARN],
      answersFor([EVENT], { Invoke: () => Invoke }),
    );

    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).toMatch(/ Then run it again\.\n/);
    expect(run.stderr).toMatch(
      /\n0 of 1 message handled; 1 stays: 1 not sent because of the error\n$/,
    );
    expect(run.requests.map(({ operation }) => operation)).toEqual([
      'ReceiveMessage',
      'Invoke',
      'ChangeMessageVisibilityBatch',
    ]);
  });
});

describe('redrive of queues that cannot be read', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'the profile is not there',
      ['--queue-profile', 'nosuch'],
      {},
      /CredentialsProviderError: .*\. The profile nosuch does not exist or has no valid credentials\. /,
    ],
    [
      'the host is not there',
      [],
      // A name that no resolver knows: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
      { AWS_ENDPOINT_URL_SQS: 'http://sqs.invalid' },
      / sqs\.invalid\. Check the region in the queue URL, and the network\. /,
    ],
  ])(
    'writes one line for each and does not call them empty: %s',
    async (_case, flags, environment, message) => {
      const run = await redrive(
        [HUB_QUEUE, OTHER_QUEUE, '--function', FUNCTION_ARN, ...flags],
        answersFor([EVENT]),
        { AWS_EC2_METADATA_DISABLED: 'true', ...environment },
      );

      expect(run).toMatchObject({ exitCode: 1, stdout: '', requests: [] });
      const lines = run.stderr.trimEnd().split('\n');
      expect(lines.map((line) => line.includes(HUB_QUEUE))).toEqual([true, false]);
      for (const line of lines) {
        expect(line).toMatch(/^error: Messages cannot be received from https:/);
        expect(line).toMatch(message);
      }
    },
  );

  it('reports why messages that stay are hidden', async () => {
    const run = await redrive(
      [HUB_QUEUE, '--function', FUNCTION_ARN],
      answersFor(['no JSON'], {
        ChangeMessageVisibilityBatch: () => awsError(403, 'AccessDenied', 'Not for you.'),
      }),
    );

    expect(run.exitCode).toBe(1);
    expect(run.stderr.split('\n').slice(1)).toEqual([
      `error: The messages that stay in ${HUB_QUEUE} are hidden for up to 5 min: AccessDenied: Not for you. Allow sqs:ChangeMessageVisibility on the queue.`,
      '0 of 1 message handled; 1 stays: 1 not JSON',
      '',
    ]);
  });
});

describe('the line about a failure', () => {
  const subject = { queueUrl: HUB_QUEUE, functionName: 'detector', profile: 'member' };
  const expired = Object.assign(new Error('expired'), { name: 'CredentialsProviderError' });
  const cutOff = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

  it.each([
    ['receive', expired, 0, /^error: Messages cannot be received .* profile member /],
    ['receive', expired, 1, /^error: No more messages can be received .* profile member /],
    // The profile is for the queues only.
    ['invoke', expired, 0, /^error: The function detector .*: expired\. Sign in to AWS\./],
    ['invoke', cutOff, 0, /: Error: connect\. Check the region of the function, and the network\./],
  ] as const)('fits what failed: %s, %s, after %i', (step, error, handedOver, message) => {
    const report = { handedOver, stays: [], failures: [{ step, error }] };

    expect(renderFailures(report, subject)).toMatch(message);
  });
});

describe('redrive with a usage error', () => {
  const NO_REGION = { AWS_CONFIG_FILE: '/no/such/file' };

  it.each<[string, string[], RegExp]>([
    ['no queue', ['--function', 'detector'], /queue-url/],
    ['no function', [HUB_QUEUE], /--function/],
    [
      'the ARN of a queue',
      ['arn:aws:sqs:eu-central-1:111122223333:unhandled', '--function', 'detector'],
      /"arn:aws:sqs:.*" is not a queue URL such as https:.*UnhandledUrl/,
    ],
    [
      'a text for a queue',
      ['unhandled', '--function', 'detector'],
      /"unhandled" is not a queue URL/,
    ],
    [
      'a URL that is no queue',
      ['https://example.com/', '--function', 'detector'],
      /"https:\/\/example\.com\/" is not a queue URL/,
    ],
    [
      'another ARN for a function',
      [HUB_QUEUE, '--function', 'arn:aws:sqs:eu-central-1:111122223333:x'],
      /--function: "arn:aws:sqs:.*FunctionName/,
    ],
    ['an empty function', [HUB_QUEUE, '--function', ''], /--function: "" is not the name/],
    [
      'what is no region',
      [HUB_QUEUE, '--function', 'detector', '--region', 'Frankfurt'],
      /--region: "Frankfurt" is not a region such as eu-central-1/,
    ],
    [
      'no region for the function',
      [HUB_QUEUE, '--function', 'detector'],
      /The region of the function detector is unknown\. Add --region/,
    ],
    [
      'no region for a queue',
      [LOCAL_QUEUE, '--function', FUNCTION_ARN],
      /The region of the queue http:.* is unknown\..*AWS_REGION/,
    ],
  ])('refuses %s, and shows what to do', async (_case, parameters, message) => {
    const run = await redrive(parameters, answersFor([EVENT]), NO_REGION);

    expect(run.stderr).toMatch(message);
    expect({ exitCode: run.exitCode, stdout: run.stdout, requests: run.requests }).toEqual({
      exitCode: 2,
      stdout: '',
      requests: [],
    });
  });
});

describe('the region in the URL of a queue', () => {
  it.each([
    ['https://sqs.eu-central-1.amazonaws.com/111122223333/q', 'eu-central-1'],
    ['https://eu-central-1.queue.amazonaws.com/111122223333/q', 'eu-central-1'],
    ['https://sqs-fips.us-gov-west-1.amazonaws.com/111122223333/q', 'us-gov-west-1'],
    ['https://sqs.eu-west-1.api.aws/111122223333/q.fifo', 'eu-west-1'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q', 'cn-north-1'],
    ['https://vpce-0a1-b2.sqs.us-east-1.vpce.amazonaws.com/111122223333/q', 'us-east-1'],
    ['https://queue.amazonaws.com/111122223333/q', undefined],
  ])('is found where there is one: %s', (url, region) => {
    expect(queueTargetOf(url, {})).toEqual({ url, region });
  });

  it.each([
    'http://localhost:4566/111122223333/q',
    // Names that are chosen to look like those of AWS.
    'https://example.com/111122223333/sqs_eu-central-1',
    'https://sqs.eu-central-1.example.org/111122223333/q',
    'https://sqs.eu-central-1.amazonaws.com.example.org/111122223333/q',
    'https://notsqs.eu-central-1.amazonaws.com/111122223333/q',
  ])('needs another endpoint for SQS: %s', (url) => {
    expect(() => queueTargetOf(url, { AWS_ENDPOINT_URL: '' })).toThrow(/is not an SQS host/);
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS']) {
      expect(queueTargetOf(url, { [name]: 'http://localhost:4566' })).toEqual({
        url,
        region: undefined,
      });
    }
  });
});

describe('--version', () => {
  it('is that of the package', async () => {
    const run = await runCli(['--version']);

    expect(run).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });
});
