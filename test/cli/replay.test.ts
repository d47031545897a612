import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import expectedSweeps from '../../examples/expected-sweeps.json';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import { WINDOWINGS } from '../../src/detection/model';
import { validateFinding } from '../support/finding-schema';
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import { describeWithSharedData, SHARED_DATA } from '../support/shared-data';

const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');
const STORES = ['memory', 'dynamodb'] as const;
const COMBINATIONS = STORES.flatMap((store) =>
  WINDOWINGS.map((windowing) => ({ store, windowing })),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What matters of a finding to the lists of sweeps that are expected. */
function outline({ rule, principal, evidence }: Finding) {
  return {
    ruleId: rule.id,
    principalArn: principal.arn,
    regions: evidence.regionCount,
    calls: evidence.callCount,
    firstCall: evidence.firstCall,
    lastCall: evidence.lastCall,
  };
}

/** Twelve records of a sweep, each in a region of its own, a second apart. */
function sweepRecords(user: string, minute: string): string[] {
  return Array.from({ length: 12 }, (_, index) =>
    JSON.stringify({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DescribeInstances',
      eventTime: `2026-01-31T12:${minute}:${String(index).padStart(2, '0')}Z`,
      awsRegion: `region-${index}`,
      eventID: `${user}-${minute}-${index}`,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}` },
    }),
  );
}

async function writeTrail(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('replay of the sample trail', () => {
  it.each(COMBINATIONS)(
    'finds the sweeps that were put in ($store, $windowing)',
    async ({ store, windowing }) => {
      const run = await runCli([
        'replay',
        SAMPLE_TRAIL,
        '--format',
        'ndjson',
        '--store',
        store,
        '--windowing',
        windowing,
      ]);

      const expected = expectedSweeps
        .filter(({ windowings }) => windowings.includes(windowing))
        .map(({ ruleId, principalArn, regions, calls, firstCall, lastCall }) => ({
          ruleId,
          principalArn,
          regions,
          calls,
          firstCall,
          lastCall,
        }));
      expect(run.exitCode).toBe(0);
      expect(run.findings().map(outline)).toEqual(expected);
      expect(run.findings().map(validateFinding)).toEqual(expected.map(() => []));
    },
  );

  it('writes the same findings from both stores', async () => {
    const [memory, dynamodb] = await Promise.all(
      STORES.map((store) => runCli(['replay', SAMPLE_TRAIL, '--store', store])),
    );

    expect(dynamodb?.stdout).toBe(memory?.stdout);
  });

  it('writes figures to standard error', async () => {
    const { stderr } = await runCli(['replay', SAMPLE_TRAIL]);

    expect(stderr).toMatch(/^files {5}103 \(skipped: 1 digest file\)$/m);
    expect(stderr).toMatch(/^records {3}5707$/m);
    expect(stderr).toMatch(/^calls {5}670 \(and 15 duplicates\)$/m);
    expect(stderr).toMatch(/^rejected {2}0$/m);
    expect(stderr).toMatch(/^findings {2}6$/m);
    expect(stderr).toMatch(/^time {6}\d+\.\d s$/m);
  });

  it.each<[string, string[], number]>([
    ['a higher threshold finds fewer', ['--min-regions', '13'], 3],
    ['a lower threshold finds more', ['--min-regions', '9', '--min-calls', '9'], 8],
    ['a shorter window finds fewer', ['--window-seconds', '5'], 1],
    ['more calls than there are find nothing', ['--min-calls', '18'], 0],
    ['one rule finds its own', ['--rule', 'get-service-quota'], 2],
    [
      'both rules named find all',
      ['--rule', 'get-service-quota', '--rule', 'describe-instances'],
      6,
    ],
    ['roles join the sessions of one', ['--group-by', 'role'], 7],
  ])('%s', async (_case, flags, count) => {
    const run = await runCli(['replay', SAMPLE_TRAIL, ...flags]);

    expect(run.findings()).toHaveLength(count);
  });
});

describe('replay with the settings of cdk.json', () => {
  it('uses them, and lets flags win, also over those of single rules', async () => {
    await writeTrail(
      'cdk.json',
      JSON.stringify({
        context: { minRegions: 17, rules: { 'get-service-quota': { minRegions: 18 } } },
      }),
    );

    const fromFile = await runCli(['replay', SAMPLE_TRAIL], folder);
    const fromFlag = await runCli(['replay', SAMPLE_TRAIL, '--min-regions', '11'], folder);
    await rm(path.join(folder, 'cdk.json'));

    expect(fromFile.findings()).toHaveLength(2);
    expect(fromFlag.findings()).toHaveLength(6);
  });
});

describe('the column alerted of replay', () => {
  const alertedWith = async (context: object, ...flags: string[]) => {
    const own = await mkdtemp(path.join(folder, 'alerted-'));
    const trail = path.join(own, 'trail.ndjson');
    const records = ['00', '20', '40'].flatMap((minute) => sweepRecords('again', minute));
    await writeFile(trail, records.join('\n'));
    await writeFile(path.join(own, 'cdk.json'), JSON.stringify({ context }));
    const { stdout } = await runCli(['replay', trail, '--format', 'csv', ...flags], own);
    return stdout.match(/(yes|no: [^,\n]*)$/gm);
  };
  // Of the context and of flags, which win.
  const ALERTED: [string, object, string[], string[]][] = [
    ['by default', {}, [], ['yes', 'no: repeat of 12:00:00Z', 'no: repeat of 12:00:00Z']],
    ['of every sweep', {}, ['--renotify-minutes', '0'], ['yes', 'yes', 'yes']],
    [
      'of sweeps that are further apart',
      { renotifyMinutes: 60 },
      ['--renotify-minutes', '19'],
      ['yes', 'yes', 'yes'],
    ],
    [
      'of sweeps that are close enough',
      { renotifyMinutes: 0 },
      ['--renotify-minutes', '20'],
      ['yes', 'no: repeat of 12:00:00Z', 'no: repeat of 12:00:00Z'],
    ],
    [
      'of no sweep below notifyFrom',
      { notifyFrom: 'informational' },
      ['--notify-from', 'critical'],
      Array(3).fill('no: below critical'),
    ],
  ];
  it.each(ALERTED)('says so %s', async (_case, context, flags, expected) => {
    expect(await alertedWith(context, ...flags)).toEqual(expected);
  });
});

describe('replay --incidents', () => {
  const trailOf = (...minutes: string[]) =>
    writeTrail(
      'incidents.ndjson',
      ['a', 'b']
        .flatMap((user) => minutes.flatMap((minute) => sweepRecords(user, minute)))
        .join('\n'),
    );

  it('writes the incidents of the findings that it writes otherwise', async () => {
    const trail = await trailOf('00', '20', '50');
    const flags = ['--renotify-minutes', '25'];
    const findings = (await runCli(['replay', trail, ...flags])).findings();
    const run = await runCli(['replay', trail, '--incidents', ...flags]);
    const incidents: Incident[] = jsonLinesOf(run.stdout);

    expect(run.exitCode).toBe(0);
    expect(incidents.map(({ identity }) => identity.key.slice(-1))).toEqual(['a', 'b', 'a', 'b']);
    expect(incidents.map(({ totals }) => totals.sweeps)).toEqual([2, 2, 1, 1]);
    expect(incidents.map(({ status }) => status)).toEqual(Array(4).fill('closed'));
    expect(incidents[2]?.follows).toBe(incidents[0]?.id);
    expect(
      incidents.flatMap((incident) => incident.findings.map(({ id }) => [id, incident.id])).sort(),
    ).toEqual(findings.map(({ id, incidentId }) => [id, incidentId]).sort());
  });

  it('writes them as a table, as CSV and as JSON', async () => {
    const trail = await trailOf('00', '20');
    const run = (format: string) => runCli(['replay', trail, '--incidents', '--format', format]);
    const [table, csv, json] = [await run('table'), await run('csv'), await run('json')];

    expect(table.stdout).toMatch(/^first activity +last activity +severity +sweeps .*identity\n/);
    expect(table.stdout).toMatch(
      /\n2026-01-31T12:00:00Z +2026-01-31T12:20:11Z .* user\/a @111122223333\n/,
    );
    expect(csv.stdout).toMatch(
      /^id,follows,isOngoing,identity,.*,findingIds,watchedCallCount,watchedCalls\nincident-20260131T120000Z-/,
    );
    expect(JSON.parse(json.stdout)).toHaveLength(2);
  });

  it('writes them as OCSF Incident Findings, one per line', async () => {
    const trail = await trailOf('00', '20');
    const run = await runCli(['replay', trail, '--incidents', '--format', 'ocsf']);

    expect(jsonLinesOf(run.stdout)).toEqual([
      expect.objectContaining({ class_uid: 2005, count: 2 }),
      expect.objectContaining({ class_uid: 2005, count: 2 }),
    ]);
  });

  it('writes nothing but what the format needs without incidents', async () => {
    const trail = await writeTrail('none.ndjson', sweepRecords('c', '00').slice(0, 3).join('\n'));
    const run = await runCli(['replay', trail, '--incidents', '--format', 'table']);

    expect(run.stdout).toBe('No incidents.\n');
  });

  it('shows the watched calls of an incident, and how far they raise it', async () => {
    const recordsOfA = (minute: string) =>
      sweepRecords('a', minute).map((text) => ({
        ...JSON.parse(text),
        sourceIPAddress: '198.51.100.7',
      }));
    const [atFive] = recordsOfA('05');
    const launch = {
      ...atFive,
      eventName: 'RunInstances',
      awsRegion: 'eu-west-1',
      eventType: 'AwsApiCall',
      requestParameters: { instanceType: 'p5.48xlarge' },
    };
    const trail = await writeTrail(
      'watched.ndjson',
      [
        ...[...recordsOfA('00'), launch].map((record) => JSON.stringify(record)),
        ...sweepRecords('b', '00'),
      ].join('\n'),
    );
    const watching = await runCli(['replay', trail, '--incidents']);
    const own = path.join(folder, 'no-watch');
    await mkdir(own);
    await writeFile(path.join(own, 'cdk.json'), JSON.stringify({ context: { watch: 'none' } }));
    const notWatching = await runCli(['replay', trail, '--incidents'], own);
    const [[withLaunch, without], unwatched] = [watching, notWatching].map(({ stdout }) =>
      jsonLinesOf<Incident>(stdout),
    ) as [Incident[], Incident[]];

    expect(withLaunch).toMatchObject({ severity: 'critical', totals: { watchedCalls: 1 } });
    expect(withLaunch?.timeline.at(-1)).toMatchObject({
      eventName: 'RunInstances',
      regions: ['eu-west-1'],
      details: { type: 'p5.48xlarge' },
    });
    expect(without).toMatchObject({ severity: 'low', totals: { watchedCalls: 0 } });
    expect(unwatched.map(({ severity }) => severity)).toEqual(['low', 'low']);
    expect(watching.stderr.replace(/time.*/, '')).toBe(notWatching.stderr.replace(/time.*/, ''));
  });

  it('refuses the format asff before it reads anything', async () => {
    const run = await runCli(['replay', 'missing', '--incidents', '--format', 'asff']);

    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(
      '--incidents cannot write the format "asff". Use one of table, ndjson, json, csv, ocsf, or',
    );
  });

  it('gives an incident the same ID when only a part is read', async () => {
    const trail = await trailOf('00', '20');
    const all = jsonLinesOf<Incident>((await runCli(['replay', trail, '--incidents'])).stdout);
    const part = jsonLinesOf<Incident>(
      (await runCli(['replay', trail, '--incidents', '--from', '2026-01-31T12:10:00Z'])).stdout,
    );

    expect(part.map(({ totals }) => totals.sweeps)).toEqual([1, 1]);
    expect(all.map(({ totals }) => totals.sweeps)).toEqual([2, 2]);
  });
});

function jsonLinesOf<Value>(text: string): Value[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

describe('replay with a cdk.json', () => {
  const DISABLED = {
    'describe-instances': { enabled: false },
    'get-service-quota': { enabled: false },
  };

  /** Runs in a folder that has this context. */
  async function replayWith(context: object, flags: readonly string[] = []) {
    const own = await mkdtemp(path.join(folder, 'context-'));
    await writeFile(path.join(own, 'cdk.json'), JSON.stringify({ context }));
    return runCli(['replay', SAMPLE_TRAIL, ...flags], own);
  }

  it('accepts the keys that only a deployment needs', async () => {
    const run = await replayWith({
      regions: ['us-east-1', 'eu-central-1', 'me-south-1'],
      organization: { id: 'o-a1b2c3d4e5', units: ['r-a1b2'], managementAccount: '111122223333' },
      silenceHours: 3,
      heartbeat: false,
    });

    expect(run.exitCode).toBe(0);
    expect(run.findings()).toHaveLength(6);
  });

  it('refuses one that disables every rule', async () => {
    const run = await replayWith({ rules: DISABLED });

    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(
      /rules disables every rule[\s\S]*received: .*"enabled":false[\s\S]*allowed: .*at least one[\s\S]*fix: .*set it to true/,
    );
  });

  it('looks for a rule that --rule names, even if it is disabled there', async () => {
    const run = await replayWith({ rules: DISABLED }, ['--rule', 'get-service-quota']);

    expect(run.exitCode).toBe(0);
    expect(run.findings()).toHaveLength(2);
  });
});

describe('replay of damaged files', () => {
  it.each<[string, string, (good: string[]) => string | Buffer, RegExp]>([
    [
      'a corrupt gzip',
      'corrupt.json.gz',
      (good) => gzipSync(good.join('\n')).fill(0, 40, 60),
      /corrupt\.json\.gz, .*byte \d+/,
    ],
    [
      'a truncated gzip',
      'truncated.json.gz',
      (good) => gzipSync(good.join('\n')).subarray(0, -12),
      /truncated\.json\.gz, .*byte \d+/,
    ],
    [
      'invalid JSON in one line',
      'line.ndjson',
      (good) => [good[0], '{"eventName": oops}', ...good.slice(1)].join('\n'),
      /line\.ndjson, line 2, byte \d+/,
    ],
    [
      'JSON that breaks off',
      'broken.json',
      (good) => `{"Records":[${good.join(',')}`,
      /broken\.json, .*byte \d+/,
    ],
  ])(
    'names %s with its position, reads the rest and fails in the end',
    async (_case, name, damage, message) => {
      const good = await writeTrail('good.ndjson', sweepRecords('good', '00').join('\n'));
      const bad = await writeTrail(name, damage(sweepRecords('bad', '30')));

      const run = await runCli(['replay', bad, good]);

      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(message);
      expect(run.findings().map(({ principal }) => principal.arn)).toContain(
        'arn:aws:iam::111122223333:user/good',
      );
    },
  );

  it('counts a call once that is in two files', async () => {
    const [first, second] = await Promise.all(
      ['one.ndjson', 'two.ndjson'].map((name) =>
        writeTrail(name, sweepRecords('twice', '10').join('\n')),
      ),
    );

    const run = await runCli(['replay', first ?? '', second ?? '']);

    expect(run.findings().map(({ evidence }) => evidence.callCount)).toEqual([12]);
    expect(run.stderr).toMatch(/^calls {5}12 \(and 12 duplicates\)$/m);
  });

  it('exits with 0 when it could judge some of the calls', async () => {
    const [record = '', ...others] = sweepRecords('mixed', '20');
    const odd = JSON.stringify({ ...JSON.parse(record), eventTime: 'noon' });
    const file = await writeTrail('mixed.ndjson', [odd, ...others].join('\n'));

    const run = await runCli(['replay', file]);

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^ {2}1 unreadable-event-time: /m);
    expect(run.stderr).not.toContain('no all-clear');
  });

  it('rejects records it cannot use, with the reason, and counts them', async () => {
    const [record = ''] = sweepRecords('odd', '20');
    const without = (member: string) =>
      JSON.stringify({ ...JSON.parse(record), [member]: undefined });
    const file = await writeTrail(
      'odd.ndjson',
      [without('eventTime'), without('awsRegion'), without('eventID'), '42', 'null'].join('\n'),
    );

    const run = await runCli(['replay', file, '--format', 'table', '--fail-on-findings']);

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe(
      'No findings in what could be read, which is not the whole history: this is no all-clear.\n',
    );
    expect(run.stderr).toMatch(
      /^warning: RegionSweep could not judge any call of this history, .* 1 call was rejected: eventTime is missing\./m,
    );
    expect(run.stderr).not.toContain('event selectors');
    expect(run.stderr).toMatch(/^rejected {2}3$/m);
    for (const reason of ['1 missing-event-time', '1 missing-region', '1 missing-event-id']) {
      expect(run.stderr).toContain(`  ${reason}: `);
    }
  });
});

describe('replay with a usage error', () => {
  it.each<[string, string[], RegExp]>([
    ['a path that does not exist', ['replay', 'no/such/file.json'], /no\/such\/file\.json/],
    [
      'an unknown flag',
      ['replay', SAMPLE_TRAIL, '--min-region', '5'],
      /--min-region.*\n.*--min-regions/,
    ],
    ['an unknown command', ['rewind'], /rewind/],
    [
      'a command that was removed',
      ['completion', 'zsh', '--any'],
      /^error: The command completion was removed in 0\.2\.0 .*--help/,
    ],
    ['no path', ['replay'], /path/],
    [
      'a number out of range',
      ['replay', SAMPLE_TRAIL, '--min-regions', '0'],
      /--min-regions[\s\S]*received: *0[\s\S]*allowed[\s\S]*fix/,
    ],
    [
      'a text for a number',
      ['replay', SAMPLE_TRAIL, '--window-seconds', 'half'],
      /--window-seconds[\s\S]*half/,
    ],
    [
      'an unknown windowing',
      ['replay', SAMPLE_TRAIL, '--windowing', 'hopping'],
      /windowing[\s\S]*hopping[\s\S]*sliding/,
    ],
    [
      'an unknown severity',
      ['replay', SAMPLE_TRAIL, '--notify-from', 'hig'],
      /--notify-from[\s\S]*hig[\s\S]*informational, low[\s\S]*--notify-from medium/,
    ],
    [
      'minutes out of range',
      ['replay', SAMPLE_TRAIL, '--renotify-minutes', '1441'],
      /--renotify-minutes[\s\S]*1441[\s\S]*from 0 to 1440/,
    ],
    [
      'an unknown rule',
      ['replay', SAMPLE_TRAIL, '--rule', 'nope'],
      /nope[\s\S]*describe-instances/,
    ],
    [
      'an unknown store',
      ['replay', SAMPLE_TRAIL, '--store', 'disk'],
      /disk[\s\S]*memory, dynamodb/,
    ],
    [
      'an endpoint without its store',
      ['replay', SAMPLE_TRAIL, '--endpoint', 'http://x'],
      /--store dynamodb/,
    ],
    [
      'an endpoint that is not a URL',
      ['replay', SAMPLE_TRAIL, '--store', 'dynamodb', '--endpoint', 'x'],
      /"x".*http:\/\/localhost:8000/,
    ],
  ])('refuses %s, and shows what to do', async (_case, parameters, message) => {
    const run = await runCli(parameters);

    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(message);
  });

  it('reports every problem of the configuration at once', async () => {
    const run = await runCli([
      'replay',
      SAMPLE_TRAIL,
      '--min-regions',
      '0',
      '--windowing',
      'x',
      '--group-by',
      'y',
    ]);

    for (const key of ['--min-regions', '--windowing', '--group-by']) {
      expect(run.stderr).toContain(key);
    }
  });

  it('fails, not as wrong usage, when the DynamoDB cannot be reached', async () => {
    const run = await runCli([
      'replay',
      SAMPLE_TRAIL,
      '--store',
      'dynamodb',
      '--endpoint',
      'http://127.0.0.1:9',
    ]);

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('http://127.0.0.1:9');
  });
});

describe('-v', () => {
  it('is short for --version', async () => {
    const [short, long] = await Promise.all([runCli(['-v']), runCli(['--version'])]);

    expect(short).toMatchObject({ exitCode: 0, stdout: long.stdout });
    expect(short.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('--help', () => {
  it('shows the flags with their defaults and examples', async () => {
    const run = await runCli(['replay', '--help']);

    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('--min-regions <value>');
    expect(run.stdout).toContain('Examples:');
  });
});

describeWithSharedData('replay of real records', () => {
  it.each(COMBINATIONS)(
    'finds the six sweeps of console-sessions ($store, $windowing)',
    async ({ store, windowing }) => {
      const file = path.join(SHARED_DATA, 'console-sessions.ndjson.gz');

      const run = await runCli(['replay', file, '--store', store, '--windowing', windowing]);

      expect(run.findings().map(({ evidence }) => evidence.firstCall)).toEqual([
        '2023-08-08T06:32:42Z',
        '2023-08-08T06:33:25Z',
        '2023-08-09T04:29:57Z',
        '2023-08-12T17:22:19Z',
        '2023-08-12T17:22:57Z',
        '2024-04-13T05:17:54Z',
      ]);
      expect(
        run.findings().map(({ evidence }) => [evidence.regionCount, evidence.callCount]),
      ).toEqual(Array(6).fill([17, 17]));
      expect(run.findings().map(validateFinding)).toEqual(Array(6).fill([]));
      expect(run.exitCode).toBe(0);
    },
  );

  it.each(WINDOWINGS)(
    'finds none in attack-trail and odd-shapes, and explains rejections (%s)',
    async (windowing) => {
      const attack = await runCli([
        'replay',
        path.join(SHARED_DATA, 'attack-trail'),
        '--windowing',
        windowing,
      ]);
      const odd = await runCli([
        'replay',
        path.join(SHARED_DATA, 'odd-shapes.ndjson.gz'),
        '--windowing',
        windowing,
      ]);

      expect([attack.exitCode, attack.stdout, odd.exitCode, odd.stdout]).toEqual([0, '', 0, '']);
      expect(attack.stderr).toMatch(/^records {3}2900$/m);
      expect(odd.stderr).toMatch(/^records {3}456$/m);
      expect(odd.stderr).toContain('missing-event-time: eventTime is missing');
    },
  );
});
