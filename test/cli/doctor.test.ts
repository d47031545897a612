import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { version } from '../../package.json';
import { CHECK_IDS, type Check } from '../../src/doctor/check';
import { METRICS } from '../../src/metrics/metric-catalog';
import { runCli } from '../support/run-cli';
import { denyEverything, errorOf, SERVICES } from './doctor-world';

const { cloudformation: cloudFormation, cloudwatch: cloudWatch, events, lambda } = SERVICES;

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const STACK_ID = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/RegionSweep/1';

beforeEach(denyEverything);

function run(...flags: string[]) {
  return runCli(['doctor', ...flags], undefined, ENVIRONMENT);
}

async function checksOf(...flags: string[]): Promise<readonly Check[]> {
  return JSON.parse((await run('--format', 'json', ...flags)).stdout).checks;
}

function deployStack(outputs: Readonly<Record<string, string>> = {}): void {
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'RegionSweep',
        StackId: STACK_ID,
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: new Date(),
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        })),
      },
    ],
  });
}

describe('doctor without any permission', () => {
  it('makes every check, in order, and knows the result of none', async () => {
    const checks = await checksOf();

    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS.filter((id) => id !== 'test-calls'));
    expect(checks.filter(({ result }) => result !== 'unknown')).toEqual([]);
    expect((await run()).exitCode).toBe(3);
  });

  it('names each permission that it lacks', async () => {
    const { stdout } = await run();

    for (const permission of [
      'cloudformation:DescribeStacks',
      'cloudtrail:DescribeTrails',
      'events:DescribeEventBus',
    ]) {
      expect(stdout).toContain(permission);
    }
    expect(stdout).toMatch(/\n0 broken, 16 unknown, 0 ok\. Missing permissions: /);
  });

  it('makes no test call if it knows no region', async () => {
    const checks = await checksOf('--test-calls');

    expect(checks.at(-1)).toMatchObject({ id: 'test-calls', result: 'unknown' });
  });
});

describe('doctor with some permissions', () => {
  it('goes on after a check that AWS denies', async () => {
    deployStack({ TopicArn: 'a', ArchiveTopicArn: 'b', OperatorsTopicArn: 'c', FunctionName: 'd' });

    const checks = await checksOf();

    expect(checks[0]).toMatchObject({ id: 'stack', result: 'ok', missingPermissions: [] });
    expect(checks.find(({ id }) => id === 'rules')).toMatchObject({
      result: 'unknown',
      missingPermissions: ['cloudformation:ListStackResources'],
    });
  });

  it('says that the stack is not there, and checks what a deployment needs', async () => {
    cloudFormation.rejects(errorOf('ValidationError', 'Stack with id X does not exist'));

    const { exitCode, stdout } = await run('--stack', 'Elsewhere');

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^broken {3}stack +There is no stack Elsewhere in eu-central-1\. doctor checks only/m,
    );
    expect(stdout).toContain('1 broken, 4 unknown, 3 ok.');
  });

  it('does not miss the stack before a deployment', async () => {
    cloudFormation.rejects(errorOf('ValidationError', 'Stack with id X does not exist'));

    const { exitCode, stdout } = await run('--before-deployment');

    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^ok {7}stack +There is no stack RegionSweep in eu-central-1 yet/m);
  });

  it('goes on where a region refuses good credentials, because it is not enabled', async () => {
    deployStack({ FunctionName: 'd' });
    cloudFormation.on(ListStackResourcesCommand).callsFake(async (_input, getClient) => {
      if ((await getClient().config.region()) !== 'eu-central-1') {
        throw errorOf('UnrecognizedClientException', 'The security token is invalid.');
      }
      return { StackResourceSummaries: [] };
    });
    lambda.resolves({
      Environment: { Variables: { MONITORED_REGIONS: 'eu-central-1,af-south-1' } },
    });

    const { exitCode, stdout } = await run('--format', 'json');

    const checks: readonly Check[] = JSON.parse(stdout).checks;
    expect(checks.find(({ id }) => id === 'forwarders')).toMatchObject({
      result: 'unknown',
      found: [expect.stringContaining('UnrecognizedClientException')],
    });
    expect(exitCode).toBe(1);
  });

  it.each([
    [{ Variables: {} }, 'the function has no regions in MONITORED_REGIONS'],
    [{ Variables: { MONITORED_REGIONS: 'x.example.org/,\u001b[2J' } }, 'has no regions'],
    [
      { Error: { ErrorCode: 'AccessDeniedException', Message: 'kms:Decrypt denied' } },
      'kms:Decrypt',
    ],
  ])('takes no regions for a fault, not for health: %j', async (Environment, says) => {
    deployStack({ FunctionName: 'd' });
    lambda.resolves({ Environment });
    cloudWatch.resolves({ MetricDataResults: [] });

    const checks = await checksOf();

    const arrival = checks.find(({ id }) => id === 'arrival');
    expect(arrival).toMatchObject({ result: 'unknown' });
    expect(arrival?.found.join(' ')).toContain(says);
  });

  it('shows the command that repairs a rule whole, however long its pattern is', async () => {
    const pattern = JSON.stringify({
      source: ['aws.ec2'],
      detail: { eventName: ['DescribeInstances'], x: ['y'.repeat(1900)] },
    });
    deployStack({ FunctionName: 'd' });
    cloudFormation.on(ListStackResourcesCommand).resolves({
      StackResourceSummaries: [
        {
          ResourceType: 'AWS::Events::Rule',
          LogicalResourceId: 'Rule',
          PhysicalResourceId: 'RegionSweep-Rule',
          ResourceStatus: 'CREATE_COMPLETE',
          LastUpdatedTimestamp: new Date(),
        },
      ],
    });
    events.on(ListRulesCommand, { EventBusName: 'default' }).resolves({
      Rules: [{ Name: 'RegionSweep-Rule', State: 'DISABLED', EventPattern: pattern }],
    });
    events.on(ListRulesCommand, { EventBusName: 'regionsweep' }).resolves({ Rules: [] });

    const { stdout } = await run();

    expect(stdout).toContain(`--event-pattern '${pattern}'\n`);
  });

  it('reports an error that is no denial as what it is', async () => {
    cloudFormation.rejects(errorOf('Throttling', 'Rate exceeded.'));

    const [stack] = await checksOf();

    expect(stack).toMatchObject({ result: 'unknown', missingPermissions: [] });
    expect(stack?.found[0]).toContain('failed (Throttling: Rate exceeded)');
  });
});

describe('the arrival of calls', () => {
  const REGIONS = ['eu-central-1', 'us-east-1'];

  beforeEach(() => {
    deployStack({ FunctionName: 'detector' });
    lambda
      .on(GetFunctionConfigurationCommand)
      .resolves({ Environment: { Variables: { MONITORED_REGIONS: REGIONS.join(',') } } });
  });

  it('is read from metrics that the detector writes', async () => {
    await checksOf();

    const [call] = cloudWatch.commandCalls(GetMetricDataCommand);
    const queries = call?.args[0].input.MetricDataQueries ?? [];
    const dimensionSets = queries.map(({ MetricStat }) =>
      (MetricStat?.Metric?.Dimensions ?? []).map(({ Name }) => Name),
    );
    expect(queries.length).toBeGreaterThanOrEqual(REGIONS.length);
    for (const set of dimensionSets) {
      expect(METRICS.calls.dimensionSets).toContainEqual(set);
    }
  });

  it('counts the calls of all rules of a region', async () => {
    cloudWatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => ({ Id, Values: [1] })),
    }));

    const checks = await checksOf();

    expect(checks.find(({ id }) => id === 'arrival')?.found).not.toContainEqual(
      expect.stringMatching(/^No call /),
    );
  });
});

describe('the JSON of doctor', () => {
  it('says which tool looked at what, and holds no secret', async () => {
    deployStack();

    const { stdout } = await run('--format', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      tool: `regionsweep ${version}`,
      region: 'eu-central-1',
      stack: 'RegionSweep',
      account: '111122223333',
      result: 'broken',
    });
    expect(stdout).not.toContain(ENVIRONMENT.AWS_SECRET_ACCESS_KEY);
    expect(stdout).not.toContain(ENVIRONMENT.AWS_ACCESS_KEY_ID);
  });
});

describe('doctor with credentials that do not work', () => {
  it('checks nothing, and says to sign in', async () => {
    cloudFormation.rejects(errorOf('ExpiredTokenException', 'The token has expired.'));

    const { exitCode, stdout, stderr } = await run();

    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toBe(
      'error: AWS does not accept the credentials: The token has expired. Sign in to the account of the hub, or set AWS_PROFILE.\n',
    );
  });
});

describe('a doctor command that is wrong', () => {
  it.each([
    ['a duration', ['--wait', 'long'], '--wait: "long" is not a duration.'],
    ['a region', ['--region', 'europe'], '--region: "europe" is not a region'],
    ['a stack', ['--stack', 'a/b'], '--stack: "a/b" is not the name of a stack'],
    ['a format', ['--format', 'jsn'], 'the nearest is json'],
  ])('is refused: %s', async (_what, flags, says) => {
    const { exitCode, stdout, stderr } = await run(...flags);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
