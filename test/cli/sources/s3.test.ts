import { gzipSync } from 'node:zlib';
import { runCli } from '../../support/run-cli';
import { type S3Request, type S3StandInOptions, startS3StandIn } from '../../support/s3-stand-in';
import { zipOf } from '../../trail/layers/archives';

const ACCOUNTS = ['111122223333', '444455556666'] as const;
const REGIONS = ['us-east-1', 'eu-central-1'] as const;

/** Twelve calls of a sweep, a second apart, as a log file. */
function logFile(user: string, account: string, day: string): Buffer {
  const records = Array.from({ length: 12 }, (_, index) => ({
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventTime: `${day}T12:00:${String(index).padStart(2, '0')}Z`,
    awsRegion: `region-${index}`,
    eventID: `${user}-${account}-${day}-${index}`,
    recipientAccountId: account,
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/${user}` },
  }));
  return gzipSync(JSON.stringify({ Records: records }));
}

function keyOf(account: string, region: string, day: string, kind = 'CloudTrail'): string {
  const stamp = `${day.replaceAll('-', '')}T1205Z`;
  return `trail/AWSLogs/o-a1b2c3d4e5/${account}/${kind}/${region}/${day.replaceAll('-', '/')}/${account}_${kind}_${region}_${stamp}_abcdefghijklmnop.json.gz`;
}

/** Two accounts, two regions, two days: a sweep in each file; and a digest file and one of Insights. */
const OBJECTS: Readonly<Record<string, Buffer>> = Object.fromEntries([
  ...ACCOUNTS.flatMap((account) =>
    REGIONS.flatMap((region) =>
      ['2026-01-30', '2026-02-10'].map((day) => [
        keyOf(account, region, day),
        logFile(`${region}-${day}`, account, day),
      ]),
    ),
  ),
  [keyOf(ACCOUNTS[0], 'us-east-1', '2026-01-30', 'CloudTrail-Digest'), gzipSync('{}')],
  [keyOf(ACCOUNTS[0], 'us-east-1', '2026-01-30', 'CloudTrail-Insight'), gzipSync('{"Records":[]}')],
  ['trail/AWSLogs/o-a1b2c3d4e5/readme.md', Buffer.from('not of the trail')],
]);

async function replay(
  flags: readonly string[],
  options: Partial<S3StandInOptions> = {},
  path = 's3://my-trail/trail/',
) {
  const s3 = await startS3StandIn({ bucket: 'my-trail', objects: OBJECTS, ...options });
  try {
    const run = await runCli(['replay', path, ...flags], undefined, s3.environment);
    const users = run.findings().map(({ principal }) => principal.arn?.replace(/^.*iam::/, ''));
    return { ...run, users: users.sort(), requests: s3.requests };
  } finally {
    await s3.stop();
  }
}

const opened = (requests: readonly S3Request[]) =>
  requests.filter((each) => each.startsWith('get'));

describe('replay of s3://bucket/prefix', () => {
  it('reads every log file below the prefix, page by page, and nothing else', async () => {
    const run = await replay([], { pageSize: 3 });

    expect(run.exitCode).toBe(0);
    expect(run.users).toHaveLength(8);
    expect(opened(run.requests)).toHaveLength(8);
    expect(run.stderr).toMatch(
      /^files {5}8 \(skipped: 1 digest file, 1 Insights file, 1 left out by name: readme\.md\)$/m,
    );
  });

  it.each<[string, string[], number, RegExp]>([
    ['accounts', ['--accounts', ACCOUNTS[1]], 4, /444455556666/],
    ['days', ['--from', '2026-02-01', '--to', '2026-02-28'], 4, /2026-02-10/],
    ['times with a zone', ['--to', '2026-01-30T14:00+01:00'], 4, /2026-01-30/],
  ])('opens no folder of other %s', async (_what, flags, findings, wanted) => {
    const run = await replay(flags);

    expect(run.exitCode).toBe(0);
    expect(run.users).toHaveLength(findings);
    expect(opened(run.requests)).toHaveLength(findings);
    const inDays = run.requests.filter((request) => /\/2026\/..\/../.test(request));
    expect(inDays.length).toBeGreaterThan(findings);
    expect(inDays.filter((request) => !wanted.test(request.replaceAll('/', '-')))).toEqual([]);
  });

  it('opens no folder of other regions, and leaves out calls in others', async () => {
    const run = await replay(['--regions', 'us-east-1']);

    expect(opened(run.requests)).toHaveLength(4);
    expect(run.stderr).toMatch(/^warning: --from, .* exclude every call \(48\)/m);
  });

  it('leaves out calls before --from that were delivered after it', async () => {
    const run = await replay(['--from', '2026-02-10T12:00:06Z']);

    expect(run.stderr).toMatch(/^calls {5}24 \(and 24 filtered out\)$/m);
  });

  it('follows to the region of the bucket', async () => {
    const run = await replay([], { region: 'ap-southeast-2' });

    expect({ exitCode: run.exitCode, findings: run.users.length }).toEqual({
      exitCode: 0,
      findings: 8,
    });
  });

  it('reads a large archive in few parts, not as a whole', async () => {
    const filler = Buffer.alloc(17 * 1024 * 1024, ' ');
    const zip = zipOf([
      { name: 'filler.json', content: filler, method: 0 },
      ...['alice', 'bob', 'carol'].map((user) => ({
        name: `${user}.json.gz`,
        content: logFile(user, ACCOUNTS[0], '2026-01-30'),
      })),
    ]);

    const run = await replay([], { objects: { 'logs.zip': zip } }, 's3://my-trail/');

    expect({ exitCode: run.exitCode, users: run.users.length }).toEqual({ exitCode: 0, users: 3 });
    expect(opened(run.requests).length).toBeLessThan(10);
  });

  it('reads objects of any name, except those of other services and of side files', async () => {
    const file = (user: string) => logFile(user, ACCOUNTS[0], '2026-01-30');
    const service = `exports/AWSLogs/${ACCOUNTS[0]}/vpcflowlogs/us-east-1/2026/01/30/a.log.gz`;
    const objects = {
      'exports/': Buffer.alloc(0),
      'exports/2026/01/30/stream-1-2026-01-30-12-00-00': file('firehose'),
      'exports/task/000000.gz': file('logs'),
      'exports/aws-logs-write-test': Buffer.from('Permission Check Successful'),
      [service]: gzipSync('version account-id interface-id'),
    };

    const run = await replay([], { objects }, 's3://my-trail/exports/');

    expect({ exitCode: run.exitCode, users: run.users }).toEqual({
      exitCode: 0,
      users: ['111122223333:user/firehose', '111122223333:user/logs'],
    });
    expect(run.stderr).toMatch(/^files {5}2 \(skipped: 2 left out by name: a\.log\.gz, aws-logs/m);
  });

  it('reads an object of any name that is given by itself', async () => {
    const objects = { 'a.md': logFile('alice', ACCOUNTS[0], '2026-01-30') };

    expect((await replay([], { objects }, 's3://my-trail/a.md')).users).toHaveLength(1);
    const { exitCode, stderr } = await replay([], { objects }, 's3://my-trail/');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('only files that cannot be trail files (a.md)');
  });

  it('shows the names of objects without what could upset a terminal', async () => {
    const objects = { 'a\u202e\u009b.json': Buffer.from('no records') };

    const run = await replay([], { objects }, 's3://my-trail/');

    expect(run.stderr).toContain('problem: s3://my-trail/a\\u{202e}\\u{9b}.json, ');
  });

  it('names a prefix that may not be listed, and reads the rest', async () => {
    const run = await replay(['--to', '2026-12-31'], {
      fault: (request) =>
        request.startsWith('list') && request.includes(`/${ACCOUNTS[0]}/`)
          ? { code: 'AccessDenied', status: 403 }
          : undefined,
    });

    expect(run.exitCode).toBe(1);
    expect(run.users).toHaveLength(4);
    expect(run.stderr).toMatch(
      /problem: s3:\/\/my-trail\/trail\/AWSLogs\/o-a1b2c3d4e5\/111122223333\/.*access is denied.*s3:ListBucket/,
    );
  });

  it.each<[string, S3StandInOptions['fault'], RegExp]>([
    ['may not be read', () => ({ code: 'AccessDenied', status: 403 }), /access is denied/],
    ['has vanished', () => ({ code: 'NoSuchKey', status: 404 }), /no longer exists/],
    ['is archived', () => ({ code: 'InvalidObjectState', status: 403 }), /restore it first/],
    ['breaks off every time', () => 'break-off', /cannot be read/],
  ])('names an object that %s, and reads the rest', async (_what, fault, message) => {
    const lost = keyOf(ACCOUNTS[0], 'us-east-1', '2026-01-30');

    const run = await replay([], {
      fault: (request) => (request === `get ${lost}` ? fault?.(request) : undefined),
    });

    expect(run.exitCode).toBe(1);
    expect(run.users).toHaveLength(7);
    expect(run.stderr).toContain(`problem: s3://my-trail/${lost}, byte 0: The file cannot be read`);
    expect(run.stderr).toMatch(message);
  });

  it('tries again what fails once', async () => {
    const failed = new Set<string>();

    const run = await replay([], {
      fault: (request) => {
        const isFirst = !failed.has(request);
        failed.add(request);
        const error = { code: 'SlowDown', status: 503 } as const;
        return isFirst ? (request.startsWith('list') ? error : 'break-off') : undefined;
      },
    });

    expect({ exitCode: run.exitCode, findings: run.users.length }).toEqual({
      exitCode: 0,
      findings: 8,
    });
  });

  it.each<[string, string, string[], number, RegExp]>([
    ['no bucket of this name', 's3://other/x', [], 1, /s3:\/\/other\/x .*bucket does not exist/],
    ['no name of a bucket', 's3://_/x', [], 2, /"s3:\/\/_\/x" is not a location in S3/],
    ['nothing below the prefix', 's3://my-trail/none/', [], 2, /contains no CloudTrail log file/],
    ['nothing in that time', 's3://my-trail/', ['--from', '2027-01-01'], 2, /widen/i],
  ])('reports that there is %s', async (_what, path, flags, exitCode, message) => {
    const run = await replay(flags, {}, path);

    expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({ exitCode, stdout: '' });
    expect(run.stderr).toMatch(message);
  });

  it('reports that there are no credentials', async () => {
    const s3 = await startS3StandIn({ bucket: 'my-trail', objects: OBJECTS });
    const run = await runCli(['replay', 's3://my-trail'], undefined, {
      ...s3.environment,
      AWS_ACCESS_KEY_ID: undefined,
      HOME: '/nonexistent',
    }).finally(s3.stop);

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/no AWS credentials found; sign in, or set AWS_PROFILE/);
  });
});
