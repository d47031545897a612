import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CliRun, runCli } from '../support/run-cli';
import { describeWithSharedCases, SHARED_CASES } from '../support/shared-data';

const TABLE = path.join(SHARED_CASES, 'README.md');

/** Inputs that need flags. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  'p62-split-sessions': ['--group-by', 'role'],
  'g01-ip-internal-two': ['--group-by', 'sourceIp'],
  'g02-ip-null-two': ['--group-by', 'sourceIp'],
  'g03-nokey-two': ['--group-by', 'accessKey'],
  'g04-service-ip-two': ['--group-by', 'sourceIp'],
  't32-from-to': ['--from', '2026-03-03', '--to', '2026-03-03'],
  'c18-org-layout': ['--from', '2026-03-03', '--to', '2026-03-03', '--accounts', '111122223333'],
  'c19-renamed-day': ['--from', '2026-03-03', '--to', '2026-03-03'],
  'c19b-renamed-name': ['--from', '2026-03-03', '--to', '2026-03-03'],
};

/** Where we end otherwise than the table expects, or where it expects nothing: how, and why. */
const DECISIONS: Readonly<Record<string, { readonly expected: string; readonly because: string }>> =
  {
    't10-utc-suffix': { expected: '1 finding, exit 0', because: 'Athena writes times like this' },
    't15-athena-utc': { expected: '1 finding, exit 0', because: 'Athena writes times like this' },
    't13-lower': { expected: '1 finding, exit 0', because: 'RFC 3339 allows lower case' },
    'c14-other-names': {
      expected: '1 finding, exit 0',
      because: 'the content decides, and exports of CloudWatch Logs and Firehose have these names',
    },
    'p31-quota-params-string': {
      expected: '1 finding, exit 0',
      because: 'Athena and CloudTrail Lake write parameters as JSON text',
    },
    't22-edge-ms': {
      expected: '0 findings, exit 0',
      because: 'event times are whole seconds and windows half-open, as in the rule of Elastic',
    },
    'c07-twice': {
      expected: '1 finding, exit 1',
      because: 'the copy of the inputs has a text in place of the link',
    },
    'w30-logstash-ts': {
      expected: 'rejected as missing-event-time',
      because: 'the records have no eventTime',
    },
  };

interface WildCase {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

function wildCases(): WildCase[] {
  if (!existsSync(TABLE)) {
    return [{ name: 'none', input: '', expected: '1 finding, exit 0' }];
  }
  return readFileSync(TABLE, 'utf8')
    .split('\n')
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').trim()))
    .filter((cells) => cells.length >= 6)
    .map(([name = '', input = '', , expected = '']) => ({ name, input, expected }))
    .map((row) => ({ ...row, expected: DECISIONS[row.name]?.expected ?? row.expected }))
    .filter(({ name, expected }) => expected !== '' && existsSync(inputOf(name)));
}

function inputOf(name: string): string {
  return path.join(SHARED_CASES, 'inputs', name);
}

function check(run: CliRun, expected: string): void {
  const exact = /^(\d+) findings?, exit (\d)$/.exec(expected);
  const exit = /^exit (\d)$/.exec(expected);
  const rejected = /^rejected as (\S+)$/.exec(expected);
  if (exact !== null) {
    expect({ findings: run.findings().length, exitCode: run.exitCode }).toEqual({
      findings: Number(exact[1]),
      exitCode: Number(exact[2]),
    });
  } else if (exit !== null) {
    expect(run.exitCode).toBe(Number(exit[1]));
  } else if (rejected !== null) {
    expect(run.findings()).toEqual([]);
    expect(run.stderr).toContain(` ${rejected[1]}: `);
  } else {
    // "read, or exit not 0", "read, or a problem that names …": the sweep, or no all-clear.
    expect(expected).toMatch(/^read, or /);
    const names = /that names (.*)$/.exec(expected)?.[1];
    if (run.findings().length === 0) {
      expect(run.exitCode).not.toBe(0);
      expect(run.stderr).toMatch(new RegExp(names ?? '', 'i'));
    }
  }
}

describeWithSharedCases('wild inputs end as they should', () => {
  it.each(wildCases())('$name ($input): $expected', async ({ name, expected }) => {
    const run = await runCli([
      'replay',
      inputOf(name),
      '--format',
      'ndjson',
      ...(FLAGS[name] ?? []),
    ]);

    check(run, expected);
  });

  it.each(wildCases().filter(({ expected }) => expected === '1 finding, exit 0'))(
    '$name also with --fail-on-findings: exit 3',
    async ({ name }) => {
      const run = await runCli([
        'replay',
        inputOf(name),
        '--format',
        'ndjson',
        '--fail-on-findings',
        ...(FLAGS[name] ?? []),
      ]);

      expect(run.exitCode).toBe(3);
    },
  );

  it.each([
    ['al-ad20.json', 'role12ip.json', 0],
    ['al-ad11.json', 'role12ip.json', 3],
    ['al-ad8.json', 'role12ip.json', 3],
    ['al-cidr.json', 'role12ip.json', 0],
    ['al-bom.json', 'role12ip.json', 0],
    ['al-rolearn-path.json', 'role1ip.json', 0],
    ['al-partition-star.json', 'role1ip.json', 0],
    ['al-gov.json', 'rolegov.json', 0],
    ['al-case.json', 'role1ip.json', 3],
  ])('allow-list %s with %s: exit %d', async (allowlist, trail, exitCode) => {
    const file = (name: string) => path.join(inputOf('al'), name);
    const run = await runCli([
      'replay',
      file(trail),
      '--allowlist',
      file(allowlist),
      '--as-of',
      '2026-12-01',
      '--fail-on-findings',
    ]);

    expect(run.exitCode).toBe(exitCode);
  });

  it.each([
    ['e01-12-addresses', 12],
    ['e04-8-addresses', 8],
  ])('%s: evidence lists all %d source IPs', async (name, addresses) => {
    const { findings } = await runCli(['replay', inputOf(name), '--format', 'ndjson']);

    const [evidence] = findings().map((finding) => finding.evidence);
    expect(evidence?.sourceIps).toHaveLength(addresses);
    expect(evidence?.capped).toEqual([]);
  });

  it.each([
    ['p22-gov-sweep', 'arn:aws-us-gov:'],
    ['p24-iso-sweep', 'arn:aws-iso-b:'],
  ])('%s as ASFF: the product is in %s', async (name, partition) => {
    const { stdout } = await runCli(['replay', inputOf(name), '--format', 'asff']);

    expect(stdout).toContain(`"ProductArn":"${partition}`);
  });

  it('f03-escape-in-messages: no control character reaches the terminal', async () => {
    const { exitCode, stdout, stderr } = await runCli([
      'replay',
      inputOf('f03-escape-in-messages'),
    ]);

    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).not.toMatch(/[^\P{C}\n]/u);
  });
});
