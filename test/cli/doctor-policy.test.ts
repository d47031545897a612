import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { ListDelegatedAdministratorsCommand } from '@aws-sdk/client-organizations';
import type { Check } from '../../src/doctor/check';
import { PROJECT_ROOT, runCli } from '../support/run-cli';
import {
  BUCKET,
  denyEverything,
  errorOf,
  HUB_REGION,
  mockAccount,
  mockDeployment,
  SERVICES,
  TRAIL_TOPIC,
} from './doctor-world';

const POLICY: { readonly Statement: readonly { readonly Action: string | string[] }[] } =
  JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'docs/doctor-policy.json'), 'utf8'));
const ALLOWED = POLICY.Statement.flatMap(({ Action }) => Action);

/** Actions whose name is not that of the request. */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
};

const ENVIRONMENT = { AWS_REGION: HUB_REGION, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

const CONTEXT = {
  collection: 'both',
  trail: { bucket: BUCKET, topicArn: TRAIL_TOPIC },
  regions: [HUB_REGION, 'us-east-1', 'us-east-2'],
  organization: { id: 'o-a1b2c3d4e5', units: ['ou-ab12-cd34ef56'] },
};

const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-doctor-'));
beforeAll(() => writeFileSync(path.join(folder, 'cdk.json'), JSON.stringify({ context: CONTEXT })));
afterAll(() => rmSync(folder, { recursive: true }));

async function doctor(...flags: string[]) {
  const { exitCode, stdout } = await runCli(
    ['doctor', '--format', 'json', ...flags],
    folder,
    ENVIRONMENT,
  );
  const { checks, account } = JSON.parse(stdout);
  return { exitCode, account, checks: checks as readonly Check[] };
}

/** The actions that the requests since the last reset need. */
function neededActions(): string[] {
  const made = Object.entries(SERVICES).flatMap(([prefix, stub]) =>
    stub
      .calls()
      .map((call) => `${prefix}:${call.args[0].constructor.name.replace(/Command$/, '')}`),
  );
  return [...new Set(made.map((action) => ACTIONS[action] ?? action))];
}

describe('doctor with everything allowed', () => {
  const needed = new Set<string>();
  beforeEach(denyEverything);
  afterEach(() => {
    for (const action of neededActions()) {
      needed.add(action);
    }
  });

  it('finds a healthy deployment ok', async () => {
    mockDeployment();

    const { checks, exitCode } = await doctor();

    expect(checks.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('finds a healthy account ok before a deployment, with the settings of cdk.json', async () => {
    mockAccount();

    const { checks, exitCode, account } = await doctor('--before-deployment');

    expect(checks.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(account).toBe('111122223333');
    expect(checks.find(({ id }) => id === 'trail-files')?.found[0]).toContain(TRAIL_TOPIC);
  });

  it.each([
    ['is one', [{ Id: '111122223333' }], 'unknown'],
    ['is none', [], 'broken'],
  ])(
    'asks who administers StackSets if CloudFormation denies that the account does: it %s',
    async (_what, DelegatedAdministrators, result) => {
      mockAccount();
      SERVICES.cloudformation
        .on(ListStackSetsCommand)
        .rejects(errorOf('ValidationError', 'Account used is not a delegated administrator'));
      SERVICES.organizations
        .on(ListDelegatedAdministratorsCommand)
        .resolves({ DelegatedAdministrators });

      const { checks } = await doctor('--before-deployment');

      expect(checks.find(({ id }) => id === 'stack-sets')).toMatchObject({ result });
    },
  );

  it('makes test calls', async () => {
    mockDeployment();

    const { checks } = await doctor('--test-calls', '--wait', '1s');

    expect(checks.at(-1)?.id).toBe('test-calls');
  });

  it('needs the permissions in docs/doctor-policy.json, and no others', () => {
    // S3 uses the key of a file for the user, without a request of the user.
    expect([...needed, 'kms:Decrypt'].sort()).toEqual([...ALLOWED].sort());
  });
});

describe('docs/doctor-policy.json', () => {
  it('allows nothing but to read', () => {
    for (const action of ALLOWED) {
      expect(action).toMatch(/^[a-z0-9]+:(?:Describe|Get|List)[A-Za-z]+$|^kms:Decrypt$/);
    }
  });
});
