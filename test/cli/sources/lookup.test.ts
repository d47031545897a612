import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCommandLine } from '../../../cli/run-command-line';
import { REGION_NAMES } from '../../../src/config/aws-regions';
import {
  type LookedUpRecord,
  type LookupRequest,
  type LookupStandInOptions,
  startLookupStandIn,
} from '../../support/lookup-stand-in';
import { CLEAN_FOLDER, runCli } from '../../support/run-cli';

const DAY_MS = 86_400_000;

/** Of the accounts below. */
const REGIONS = REGION_NAMES.filter((name) => /^(?:us|eu|ap)-/.test(name)).slice(0, 12);

/** A day in UTC, some days ago. */
function day(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
}

/** A sweep of all regions: two calls in each. */
function sweep(user: string, daysAgo: number, eventName = 'DescribeInstances'): LookedUpRecord[] {
  return REGIONS.flatMap((awsRegion, index) =>
    ['a', 'b'].map((half) => ({
      eventID: `${user}-${index}-${half}`,
      eventSource: 'ec2.amazonaws.com',
      eventName,
      eventTime: `${day(daysAgo)}T12:00:${String(index).padStart(2, '0')}Z`,
      awsRegion,
      recipientAccountId: '111122223333',
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}` },
    })),
  );
}

const TWO_SWEEPS = [...sweep('alice', 3), ...sweep('bob', 40)];

async function run(
  parameters: readonly string[],
  options: Partial<LookupStandInOptions> = {},
): Promise<Awaited<ReturnType<typeof runCli>> & { readonly requests: readonly LookupRequest[] }> {
  const aws = await startLookupStandIn({ records: TWO_SWEEPS, regions: REGIONS, ...options });
  try {
    return { ...(await runCli(parameters, undefined, aws.environment)), requests: aws.requests };
  } finally {
    await aws.stop();
  }
}

/** Replays the calls of one rule, so that a region takes one request. */
function replay(flags: readonly string[] = [], options: Partial<LookupStandInOptions> = {}) {
  return run(['replay', 'lookup:', '--rule', 'describe-instances', ...flags], options);
}

const inRegion = (requests: readonly LookupRequest[], region = REGIONS[0]) =>
  requests.filter((request) => request.region === region);

describe('replay of lookup:', () => {
  it('finds sweeps in the Event history of every enabled region', async () => {
    const records = [...TWO_SWEEPS, ...sweep('carol', 3, 'TerminateInstances')];

    const { exitCode, findings, stderr, requests } = await replay([], { records });

    expect(exitCode).toBe(0);
    expect(findings().map(({ principal }) => principal.arn)).toEqual([
      'arn:aws:iam::111122223333:user/bob',
      'arn:aws:iam::111122223333:user/alice',
    ]);
    expect(stderr).toMatch(/^calls {5}48$/m);
    expect(stderr).toMatch(/^records {3}48$/m);
    expect(new Set(requests.map(({ region }) => region))).toEqual(new Set(REGIONS));
  });

  it('looks up the calls of the enabled rules only, one per request', async () => {
    const all = await run(['replay', 'lookup:']);
    const one = await replay();

    expect(inRegion(all.requests).map(({ eventName }) => eventName)).toEqual([
      'DescribeInstances',
      'GetServiceQuota',
      'GetAWSDefaultServiceQuota',
    ]);
    expect(inRegion(one.requests).map(({ eventName }) => eventName)).toEqual(['DescribeInstances']);
  });

  it('reads every page, at most two per second in each region', async () => {
    const { stderr, requests } = await replay([], { pageSize: 1 });

    expect(stderr).toMatch(/^calls {5}48$/m);
    for (const region of REGIONS) {
      const times = inRegion(requests, region).map(({ at }) => at);
      expect(times).toHaveLength(4);
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500);
    }
  });

  it('reads the regions that --regions names, without a list of all', async () => {
    const denied = { code: 'UnauthorizedOperation', status: 403 };
    const named = REGIONS.slice(0, 10);

    const { exitCode, findings, requests } = await replay(['--regions', named.join(',')], {
      regions: denied,
    });

    expect(exitCode).toBe(0);
    expect(findings()).toHaveLength(2);
    expect(new Set(requests.map(({ region }) => region))).toEqual(new Set(named));
  });

  it('asks for the time between --from and --to', async () => {
    const { findings, requests } = await replay(['--from', day(50), '--to', day(30)]);

    expect(findings()).toHaveLength(1);
    const [{ start, end } = {}] = requests;
    const margin = 2 * 3600;
    expect(start).toBe(Date.parse(day(50)) / 1000 - margin);
    expect(end).toBe(Date.parse(day(29)) / 1000 + margin);
  });

  it('counts a call once that is in a log file too', async () => {
    const file = path.join(CLEAN_FOLDER, 'looked-up.json');
    writeFileSync(file, JSON.stringify({ Records: TWO_SWEEPS }));

    const { stderr } = await replay([file]);

    expect(stderr).toMatch(/^calls {5}48 \(and 48 duplicates\)$/m);
  });

  it('gives no advice on trails when nobody made such a call', async () => {
    const { exitCode, stderr } = await replay([], { records: [] });

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: Event history has no call that the rules look for/m);
    expect(stderr).not.toMatch(/paths|event selectors/);
  });

  it.each([
    ['explain', ['--principal', 'alice']],
    ['tune', []],
  ])('is a source for %s', async (command, flags) => {
    const { exitCode, stdout, stderr } = await run([
      command,
      'lookup:',
      '--rule',
      'describe-instances',
      ...flags,
    ]);

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^calls {5}48$/m);
    expect(stdout).not.toBe('');
  });
});

describe('faults of lookup:', () => {
  const [broken = '', ...others] = REGIONS;

  it('names a region that AWS denies, and reads the others', async () => {
    const { exitCode, findings, stderr } = await replay([], {
      fault: ({ region }) =>
        region === broken ? { code: 'AccessDeniedException', status: 400 } : undefined,
    });

    expect(exitCode).toBe(1);
    expect(findings().map(({ evidence }) => evidence.regions)).toEqual([
      [...others].sort(),
      [...others].sort(),
    ]);
    expect(stderr).toMatch(
      new RegExp(
        `^problem: lookup:${broken}, .*access is denied; allow cloudtrail:LookupEvents`,
        'm',
      ),
    );
  });

  it('keeps the pages that it read before the credentials expired', async () => {
    const { exitCode, findings, stderr } = await replay([], {
      pageSize: 2,
      fault: ({ token }) =>
        token === undefined ? undefined : { code: 'ExpiredTokenException', status: 400 },
    });

    expect(exitCode).toBe(1);
    expect(findings().map(({ principal }) => principal.arn)).toEqual([
      'arn:aws:iam::111122223333:user/alice',
    ]);
    expect(stderr.match(/the credentials have expired; sign in again/g)).toHaveLength(12);
  });

  it('tries again more slowly when AWS throttles it', async () => {
    const throttled = new Set<string>();

    const { exitCode, findings } = await replay([], {
      fault: ({ region }) => {
        const isFirst = !throttled.has(region);
        throttled.add(region);
        return isFirst ? { code: 'ThrottlingException', status: 400 } : undefined;
      },
    });

    expect(exitCode).toBe(0);
    expect(findings()).toHaveLength(2);
  });

  it('asks for --regions when the regions of the account cannot be listed', async () => {
    const { exitCode, stderr, requests } = await replay([], {
      regions: { code: 'UnauthorizedOperation', status: 403 },
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^error: lookup: cannot list the regions of the account: access is denied; allow ec2:DescribeRegions, or name the regions with --regions \(UnauthorizedOperation\)\.$/m,
    );
    expect(requests).toEqual([]);
  });

  it('says which part of the history AWS no longer keeps', async () => {
    const { exitCode, findings, stderr } = await replay(['--from', day(100)]);

    expect(exitCode).toBe(1);
    expect(findings()).toHaveLength(2);
    expect(stderr).toMatch(
      /^problem: lookup:, .*keeps Event history for 90 days, so calls between --from/m,
    );
    expect((await replay(['--from', day(90)])).exitCode).toBe(0);
  });

  it.each([
    ['a time that AWS no longer keeps', ['lookup:', '--to', day(100)], /has no events before --to/],
    ['a time in the future', ['lookup:', '--from', day(-2)], /--from \(.*\) is in the future/],
    ['anything after the colon', ['lookup:prod'], /"lookup:prod" is not a source/],
  ])('refuses %s', async (_what, flags, message) => {
    const { exitCode, stderr, requests } = await run(['replay', ...flags]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(requests).toEqual([]);
  });

  it('reports what it read so far on Ctrl-C, without waiting for AWS', async () => {
    let interrupt = (): void => {};
    const startedAt = performance.now();
    const aws = await startLookupStandIn({
      records: TWO_SWEEPS,
      regions: REGIONS,
      fault: ({ region, eventName }) => {
        if (region === REGIONS.at(-1) && eventName === 'GetServiceQuota') {
          interrupt();
        }
        return eventName === 'GetServiceQuota'
          ? { code: 'ThrottlingException', status: 400 }
          : undefined;
      },
    });
    const out = new PassThrough();
    const before = process.env;
    process.env = { ...aws.environment };
    const exitCode = await runCommandLine(['replay', 'lookup:', '--format', 'ndjson'], {
      stdout: out,
      stderr: new PassThrough().resume(),
      stdin: () => Readable.from([]),
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
      workingDirectory: CLEAN_FOLDER,
    }).finally(() => {
      process.env = before;
    });
    await aws.stop();

    expect(exitCode).toBe(130);
    expect(String(out.read()).trim().split('\n')).toHaveLength(2);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});
