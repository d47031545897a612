import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoDbWatchedCalls } from '../../../src/adapters/dynamodb/dynamodb-watched-calls';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { actorsAmong } from '../../../src/detection/incident/actors';
import type { Incident } from '../../../src/detection/incident/incident';
import type { IncidentState } from '../../../src/detection/incident/ledger';
import type { Caller } from '../../../src/detection/model';
import { sweepCalls, uuid } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import {
  digestOf,
  FIRST_SECOND,
  incidentState,
  newIdentity,
  putLedger,
  sweepOf,
} from '../../support/incident-ledgers';
import { runCli } from '../../support/run-cli';

const cloudFormation = mockClient(CloudFormationClient);

const HOUR_MS = 3_600_000;

let embedded: EmbeddedStore;

beforeEach(async () => {
  embedded = await startEmbeddedStore();
  cloudFormation.reset();
  cloudFormation.on(DescribeStacksCommand, { StackName: 'RegionSweep' }).resolves({
    Stacks: [
      {
        StackName: 'RegionSweep',
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: new Date(),
        Outputs: [{ OutputKey: 'TableName', OutputValue: TABLE_NAME }],
      },
    ],
  });
  cloudFormation.on(DescribeStacksCommand, { StackName: 'Elsewhere' }).rejects(
    Object.assign(new Error('Stack with id Elsewhere does not exist'), {
      name: 'ValidationError',
    }),
  );
});

afterEach(() => embedded.stop());

function run(...parameters: readonly string[]) {
  return runCli(['incident', ...parameters], undefined, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAHUB',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_DYNAMODB: embedded.endpoint,
    AWS_MAX_ATTEMPTS: '1',
  });
}

/** Stores an incident with one sweep over 17 regions, as the detector does. */
async function storeIncident(
  name: string,
  overrides: Partial<IncidentState> = {},
  { hasCalls = true, identity = newIdentity(name) } = {},
): Promise<{ readonly id: string; readonly identity: string }> {
  const state = incidentState(identity, overrides);
  const sweep = sweepOf(identity, state.id);
  const { principal, ruleId, windowSeconds } = sweep;
  await putLedger(embedded.client, TABLE_NAME, {
    identity,
    state: { sweeps: [sweep], incidents: [state] },
  });
  const caller = callerOf(identity);
  const calls = hasCalls ? sweepCalls(17, { start: FIRST_SECOND, step: 2, caller }) : [];
  const store = embedded.store(LIMITS);
  for (const { second, region, eventId } of calls) {
    const partition = { principal, ruleId, windowSeconds };
    const index = Math.floor(second / windowSeconds);
    await store.addCalls(partition, index, [{ second, region, eventId, caller }]);
  }
  return { id: state.id, identity };
}

/** An open incident whose actor then launched instances and created a key. */
async function storeLaunch() {
  const identity = newIdentity('launcher');
  const caller = callerOf(identity);
  const stored = await storeIncident(
    '',
    { actors: actorsAmong([caller], sha256Digest) },
    { identity },
  );
  const watchedCalls = createDynamoDbWatchedCalls({
    client: embedded.client,
    tableName: TABLE_NAME,
    retentionSeconds: 86_400,
    clock: Date.now,
    digest: sha256Digest,
  });
  await watchedCalls.add(identity, {
    eventId: uuid(900),
    second: FIRST_SECOND + 90,
    watchId: 'compute.RunInstances',
    eventName: 'RunInstances',
    category: 'compute',
    region: 'eu-west-1',
    accountId: '111122223333',
    details: { type: 'p5.48xlarge' },
    caller,
  });
  await watchedCalls.add(identity, {
    eventId: uuid(901),
    second: FIRST_SECOND + 95,
    watchId: 'persistence.CreateAccessKey',
    eventName: 'CreateAccessKey',
    category: 'persistence',
    region: 'us-east-1',
    accountId: '111122223333',
    details: {},
    caller,
    child: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
  });
  return { ...stored, watchedCalls };
}

function callerOf(identity: string): Caller {
  return {
    type: 'IAMUser',
    arn: identity,
    accountId: '111122223333',
    recipientAccountId: '111122223333',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    sourceIp: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
  };
}

/** The acknowledgements in the ledger of an identity. */
async function acknowledgementsOf(identity: string) {
  return (await embedded.incidents().read(digestOf(identity)))?.acknowledgements;
}

describe('incident list', () => {
  it('shows the open incidents, the most severe first', async () => {
    const medium = await storeIncident('medium', {
      worth: { severity: 'medium', audience: 'archive' },
    });
    const critical = await storeIncident('critical', {
      worth: { severity: 'critical', audience: 'people' },
    });
    await storeIncident('over', { closedAt: 1 });

    const table = await run('list', '--format', 'table');

    expect(table).toMatchObject({ exitCode: 0, stderr: '' });
    const [head, first, second, ...rest] = table.stdout.trimEnd().split('\n');
    expect(head).toMatch(
      /^id +severity +identity +opened +last activity +sweeps +alerted +acknowledged$/,
    );
    expect(first).toMatch(
      new RegExp(
        `^${critical.id} +critical +user/critical-\\d+ @111122223333 +2026-03-14T09:27:27Z +2026-03-14T09:27:12Z +1 +yes +no$`,
      ),
    );
    expect(second).toMatch(new RegExp(`^${medium.id} +medium .* no: archive +no$`));
    expect(rest).toEqual([]);
  });

  it('writes JSON, and lines for programs', async () => {
    const { id, identity } = await storeIncident('json');

    const [json, lines] = [await run('list', '--format', 'json'), await run('list')];

    expect(JSON.parse(json.stdout)).toEqual([JSON.parse(lines.stdout)]);
    expect(JSON.parse(lines.stdout)).toEqual({
      id,
      identity: { kind: 'user', key: identity, accountId: '111122223333' },
      severity: 'high',
      audience: 'people',
      openedAt: '2026-03-14T09:27:27.000Z',
      firstActivity: '2026-03-14T09:26:40Z',
      lastActivity: '2026-03-14T09:27:12Z',
      sweeps: 1,
      actors: 1,
    });
  });

  it('says that no incident is open', async () => {
    await storeIncident('over', { closedAt: 1 });

    expect(await run('list', '--format', 'table')).toMatchObject({
      exitCode: 0,
      stdout: 'No incident is open.\n',
    });
    expect(await run('list')).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

describe('incident show', () => {
  it('shows an open incident with its timeline, from its ID alone', async () => {
    const { id, identity } = await storeIncident('open');

    const { exitCode, stdout } = await run('show', id, '--format', 'table');

    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^HIGH \(\d+\/100\), open: user\/open-\d+ @111122223333$/);
    expect(lines[1]).toBe(id);
    expect(stdout).toContain(`  identity        ${identity}\n`);
    expect(stdout).toContain(
      '  totals          1 sweep, 17 calls in 17 regions, 0 denied, 1 account, 1 actor\n',
    );
    expect(stdout).toContain('  acknowledged    no\n');
    expect(stdout).toMatch(
      /\nfirst call .*\n2026-03-14T09:26:40Z +2026-03-14T09:27:12Z +describe-instances +user\/open-\d+ @111122223333 +17 +17 +\w+\n/,
    );
    expect(stdout).toMatch(/\n {2}\+\d+ {2}.*\n$/);
  });

  it('finds a closed incident too, and writes it as in messages', async () => {
    const { id, identity } = await storeIncident('closed', { closedAt: 1 });

    const { exitCode, stdout } = await run('show', id, '--format', 'json');

    expect(exitCode).toBe(0);
    const incident = JSON.parse(stdout) as Incident;
    expect(incident).toMatchObject({
      schemaVersion: '2.0',
      id,
      status: 'closed',
      identity: { key: identity },
      timeline: [{ kind: 'sweep', regionCount: 17, callCount: 17 }],
    });
    expect(incident.findings[0]).toMatchObject({
      incidentId: id,
      evidence: { callCount: 17, sourceIps: ['198.51.100.7'] },
    });
    expect(JSON.parse((await run('show', id)).stdout)).toEqual(incident);
  });

  it('shows the watched calls of the incident, and writes nothing', async () => {
    const { id, watchedCalls } = await storeLaunch();

    const { stdout } = await run('show', id);
    const page = await run('show', id, '--format', 'table');

    const incident = JSON.parse(stdout) as Incident;
    expect(incident).toMatchObject({
      timeline: [
        { kind: 'sweep' },
        { eventName: 'RunInstances', regions: ['eu-west-1'], details: { type: 'p5.48xlarge' } },
        { eventName: 'CreateAccessKey' },
      ],
      totals: { watchedCalls: 2 },
    });
    expect(incident.reasons.map((reason) => reason.id)).toEqual(
      expect.arrayContaining(['watched-compute', 'watched-persistence']),
    );
    expect(page.stdout).toContain('RunInstances');
    expect(await watchedCalls.adopterOf('AKIAI44QH8DHBEXAMPLE')).toBeUndefined();
  });

  it('fails if the calls have expired', async () => {
    const { id } = await storeIncident('expired', {}, { hasCalls: false });

    const { exitCode, stdout, stderr } = await run('show', id);

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^error: The calls of the incident "incident-.*" have expired/);
  });

  it('shows nothing that a terminal would obey', async () => {
    const identity = 'arn:aws:iam::111122223333:user/\u001b[31mred\u202e\nfake line';
    const { id } = await storeIncident('', {}, { identity });

    const shown = [
      await run('show', id, '--format', 'table'),
      await run('list', '--format', 'table'),
      await run('ack', id, '--reason', 'known', '--by', 'jane'),
    ];

    for (const { stdout, stderr } of shown) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
      expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|\nfake/);
    }
  });
});

describe('incident ack', () => {
  it('acknowledges for a day, and drafts an allow-list entry', async () => {
    const { id, identity } = await storeIncident('known');
    const before = Date.now();

    const { exitCode, stdout, stderr } = await run(
      'ack',
      id,
      '--reason',
      ' known scanner ',
      '--by',
      'jane',
    );

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^Acknowledged incident-\S+ by jane: until \S+Z, sweeps by the same actors up to severity high send no alert\.\n$/,
    );
    const [added] = (await acknowledgementsOf(identity)) ?? [];
    expect(added).toMatchObject({
      incidentId: id,
      actors: [['key-1', 'ip-1']],
      severity: 'high',
      by: 'jane',
      reason: 'known scanner',
    });
    expect(added?.at).toBeGreaterThanOrEqual(before);
    expect((added?.until ?? 0) - (added?.at ?? 0)).toBe(24 * HOUR_MS);
    expect(JSON.parse(stdout)).toEqual({
      entries: [
        {
          '//': expect.arrayContaining([expect.stringContaining(id)]),
          id: expect.stringMatching(/^known-\d+$/),
          match: {
            principal: identity,
            sourceCidr: ['198.51.100.7/32'],
            rule: 'describe-instances',
          },
          ceilings: { regions: 17, calls: 22, addresses: 1 },
          owner: '',
          ticket: '',
          reason: 'known scanner',
          expires: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        },
      ],
    });
  });

  it('names the watched calls in the draft, which does not cover them', async () => {
    const { id } = await storeLaunch();

    const { stdout } = await run('ack', id, '--reason', 'known', '--by', 'jane');

    const [entry] = JSON.parse(stdout).entries;
    expect(entry).not.toHaveProperty('watchedCalls');
    expect(entry['//']).toContain(
      'watched calls: CreateAccessKey, RunInstances. The entry does not cover them. Name those that the tool makes in watchedCalls.',
    );
  });

  it('is shown by list and show, and the next one replaces it', async () => {
    const { id } = await storeIncident('twice');
    await run('ack', id, '--reason', 'first', '--by', 'jane');
    await run('ack', id, '--reason', 'second', '--by', 'joe', '--hours', '1');

    expect((await run('list', '--format', 'table')).stdout).toMatch(/ yes +joe\n$/);
    const { acknowledgement } = JSON.parse((await run('show', id)).stdout) as Incident;
    expect(acknowledgement).toMatchObject({ by: 'joe', reason: 'second', severity: 'high' });
    expect((await run('show', id, '--format', 'table')).stdout).toMatch(
      /\n {2}acknowledged {4}by joe at \S+Z, until \S+Z, up to severity high: second\n/,
    );
  });

  it('takes the user name of the system if none is given', async () => {
    const { id, identity } = await storeIncident('anonymous');

    await run('ack', id, '--reason', 'known');

    expect((await acknowledgementsOf(identity))?.[0]?.by).toMatch(/^\S+$/);
  });

  it('names how many actors it covers where there are more', async () => {
    const actors = Array.from({ length: 20 }, (_, index) => [`key-${index}`]);
    const { id } = await storeIncident('fleet', { actors });

    const { stderr } = await run('ack', id, '--reason', 'known', '--by', 'jane');

    expect(stderr).toContain('sweeps by 16 of its 20 actors (the most that one');
  });

  it('stands where no entry can be drafted', async () => {
    const root = 'arn:aws:iam::111122223333:root';
    const cases = [
      await storeIncident('expired', {}, { hasCalls: false }),
      await storeIncident('', {}, { identity: root }),
    ];

    for (const [index, { id, identity }] of cases.entries()) {
      const { exitCode, stdout, stderr } = await run(
        'ack',
        id,
        '--reason',
        'known',
        '--by',
        'jane',
      );

      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
      expect(stderr).toMatch(
        index === 0
          ? /\nNo allow-list entry can be drafted: its calls have expired\.\n$/
          : /\nNo allow-list entry can be drafted: no allow-list accepts its name: it is the root user/,
      );
      expect(await acknowledgementsOf(identity)).toHaveLength(1);
    }
  });

  it.each<[string, Partial<IncidentState>, RegExp]>([
    [
      'a closed incident',
      { closedAt: Date.parse('2026-03-14T10:27:12.500Z') },
      /^error: The incident "incident-.*" was closed at 2026-03-14 10:27:12 UTC, and only an open incident can be acknowledged\. If its sweeps are harmless, add an allow-list entry\.\n$/,
    ],
    [
      'an incident that was merged into another',
      { mergedInto: 'incident-20260314T090000Z-0123456789abcdef' },
      /^error: The incident "incident-.*" is now part of the incident "incident-20260314T090000Z-0123456789abcdef"\. Acknowledge that one\.\n$/,
    ],
  ])('refuses %s, and names what to do', async (_case, overrides, message) => {
    const { id, identity } = await storeIncident('refused', overrides);

    const { exitCode, stdout, stderr } = await run('ack', id, '--reason', 'known', '--by', 'jane');

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(await acknowledgementsOf(identity)).toBeUndefined();
  });

  it('names the open incident of the same identity where the given one is closed', async () => {
    const identity = newIdentity('both');
    const closed = incidentState(identity, { closedAt: 1 });
    const open = { ...closed, id: closed.id.replace('T0926', 'T1126') };
    await putLedger(embedded.client, TABLE_NAME, {
      identity,
      state: { sweeps: [], incidents: [closed, incidentState(identity, { id: open.id })] },
    });

    const { stderr } = await run('ack', closed.id, '--reason', 'known', '--by', 'jane');

    expect(stderr).toMatch(
      new RegExp(`The same identity has the open incident "${open.id}": acknowledge that one\\.`),
    );
  });
});

describe('incident with an unknown incident or deployment', () => {
  const UNKNOWN = 'incident-20260314T092640Z-0123456789abcdef';

  it.each<[string, string[], number, RegExp]>([
    [
      'an unknown ID, to show',
      ['show', UNKNOWN],
      1,
      /^error: The table has no incident "incident-2/,
    ],
    [
      'an unknown ID, to acknowledge',
      ['ack', UNKNOWN, '--reason', 'x', '--by', 'jane'],
      1,
      /^error: The table has no incident ".*"\. RegionSweep keeps .* regionsweep incident list\.\n$/,
    ],
    [
      'the ID of a finding',
      ['show', `describe-instances-20260314T092640Z-${uuid(1)}`],
      2,
      /^error: "describe-instances-.*" is not the ID of an incident such as incident-/,
    ],
    ['no reason', ['ack', UNKNOWN], 2, /required option '--reason <text>' not specified/],
    [
      'an empty reason',
      ['ack', UNKNOWN, '--reason', ' ', '--by', 'jane'],
      2,
      /^error: --reason: " " is not text on one line of at most 200 characters\. Use, for example/,
    ],
    [
      'a reason of two lines',
      ['ack', UNKNOWN, '--reason', 'a\nb', '--by', 'jane'],
      2,
      /^error: --reason: "a\\nb" is not text on one line/,
    ],
    [
      'a name that is too long',
      ['ack', UNKNOWN, '--reason', 'x', '--by', 'j'.repeat(65)],
      2,
      /^error: --by: "j+" is not text on one line of at most 64 characters\./,
    ],
    ...['0', '73', '1.5', '-1', 'a day'].map((hours): [string, string[], number, RegExp] => [
      `${hours} hours`,
      ['ack', UNKNOWN, '--reason', 'x', '--by', 'jane', `--hours=${hours}`],
      2,
      /^error: --hours: ".*" is not a whole number from 1 to 72\. .* allow-list entry\.\n$/,
    ]),
    [
      'a stack that does not exist',
      ['list', '--stack', 'Elsewhere'],
      2,
      /^error: The stack "Elsewhere" does not exist in this account and region\. .* --table\.\n$/,
    ],
    ['no name of a table', ['list', '--table', 'a b'], 2, /^error: --table: "a b" is not the name/],
    ['no region', ['list', '--region', 'Frankfurt'], 2, /^error: --region: "Frankfurt" is not/],
    [
      'a table that does not exist',
      ['list', '--table', 'other'],
      1,
      /^error: The table of incidents is not available: ResourceNotFoundException: .*\. There is no such table: use the stack output TableName/,
    ],
  ])('refuses %s', async (_case, parameters, exitCode, message) => {
    const result = await run(...parameters);

    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ exitCode, stdout: '' });
  });

  it('asks for a deployment where the table has no index yet', async () => {
    await embedded.client.send(
      new CreateTableCommand({
        TableName: 'of-an-older-version',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );

    const { exitCode, stderr } = await run('list', '--table', 'of-an-older-version');

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/: deploy this version of RegionSweep, and wait until the deployment/);
  });

  it('needs no permission for the stack where the table is named', async () => {
    cloudFormation.reset();
    cloudFormation.rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));

    expect(await run('list', '--table', TABLE_NAME)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await run('list');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^error: The table of incidents is not available: AccessDenied: no\. Allow what "Work on incidents" in docs\/operations\.md lists/,
    );
  });
});
