import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { namedObjects } from '../../../src/collection/named-objects';
import { runCli } from '../../support/run-cli';
import { startS3StandIn } from '../../support/s3-stand-in';
import { trailFile } from '../../support/trail-files';

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/RegionSweep-TrailFiles';

const sqs = mockClient(SQSClient);
const cloudFormation = mockClient(CloudFormationClient);

function keyOf(stamp: string, region = 'us-east-1', kind = 'CloudTrail'): string {
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  return `security/AWSLogs/111122223333/${kind}/${region}/${day}/111122223333_${kind}_${region}_${stamp}Z_a+b.json.gz`;
}

const KEYS = [
  keyOf('20260131T1205'),
  keyOf('20260131T1210', 'eu-west-1'),
  keyOf('20260201T0900'),
  keyOf('20260110T0900'),
];

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({});
  cloudFormation.reset();
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'RegionSweep',
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: new Date(),
        Outputs: [{ OutputKey: 'TrailFilesUrl', OutputValue: QUEUE }],
      },
    ],
  });
});

async function backfill(...parameters: readonly string[]) {
  const digest = keyOf('20260131T1205', 'us-east-1', 'CloudTrail-Digest');
  const objects = Object.fromEntries([...KEYS, digest].map((key) => [key, trailFile([])]));
  const s3 = await startS3StandIn({ bucket: 'my-trail', objects });
  try {
    return await runCli(['backfill', 's3://my-trail/security/', ...parameters], undefined, {
      ...s3.environment,
      AWS_REGION: 'eu-central-1',
    });
  } finally {
    await s3.stop();
  }
}

/** The keys that were announced, in order. */
function announced(): string[] {
  return sqs.commandCalls(SendMessageBatchCommand).flatMap(({ args: [{ input }] }) => {
    expect(input.QueueUrl).toBe(QUEUE);
    return (input.Entries ?? []).flatMap(({ MessageBody = '' }) => {
      const named = namedObjects(MessageBody);
      return named.kind === 'objects' ? named.objects.map(({ key }) => key) : [];
    });
  });
}

describe('backfill', () => {
  it('announces the files of a time, the oldest first, and no digests', async () => {
    const { exitCode, stderr } = await backfill('--from', '2026-01-31');

    expect(announced()).toEqual([KEYS[0], KEYS[1], KEYS[2]]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^3 trail files, 0\.0 MB announced\./);
  });

  it('announces only the accounts and regions of its flags', async () => {
    await backfill('--from', '2026-01-31', '--to', '2026-01-31', '--regions', 'eu-west-1');

    expect(announced()).toEqual([KEYS[1]]);
  });

  it('only counts with --dry-run', async () => {
    const { stderr, exitCode } = await backfill('--from', '2026-01-31', '--dry-run');

    expect({ stderr, exitCode }).toEqual({
      stderr: '3 trail files, 0.0 MB would be announced.\n',
      exitCode: 0,
    });
    expect(announced()).toEqual([]);
  });

  it('sends again what SQS did not take', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] })
      .resolves({});

    expect((await backfill('--from', '2026-01-31')).exitCode).toBe(0);
    expect(announced()).toEqual([KEYS[0], KEYS[1], KEYS[2], KEYS[1]]);
  });

  it('says how far it came if SQS takes no more', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] });

    const { exitCode, stderr } = await backfill('--from', '2026-01-31');

    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'SQS takes no more messages: InternalError. 0 of 3 files are announced',
    );
  });

  it.each<[string, string[], number, RegExp]>([
    ['no time', [], 2, /--from is missing/],
    [
      'a time without files',
      ['--from', '2027-01-01'],
      1,
      /contains no trail file of this time\. Widen --from/,
    ],
    ['no queue', ['--from', '2026-01-31', '--queue', 'TrailFiles'], 2, /is not the URL of a queue/],
  ])('refuses %s', async (_what, parameters, code, message) => {
    const { exitCode, stderr } = await backfill(...parameters);

    expect(exitCode).toBe(code);
    expect(stderr).toMatch(message);
  });

  it('asks for a deployment with a trail', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves({
      Stacks: [
        { StackName: 'RegionSweep', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date() },
      ],
    });

    const { exitCode, stderr } = await backfill('--from', '2026-01-31');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('The stack "RegionSweep" has no output TrailFilesUrl.');
  });

  it('needs a path or a trail in cdk.json', async () => {
    const { exitCode, stderr } = await runCli(['backfill', '--from', '2026-01-31']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('./cdk.json has no key "trail"');
  });
});
