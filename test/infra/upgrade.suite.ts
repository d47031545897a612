import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { FULL_CONTEXT, hubTemplate, standAloneForwarder, synthesizedApp } from './synthesize';

/**
 * The templates of 0.1 (commit 80813ee), cut down to what identifies a resource: one line for each resource or output,
 * with tabs between `resource` or `output`, the logical id, the type, and the identifying properties or the value.
 */
const DEPLOYED = join(__dirname, 'deployed-0.1');

/**
 * The properties whose change makes CloudFormation replace a resource, for each type in the templates.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const IDENTIFYING: Readonly<Record<string, readonly string[]>> = {
  'AWS::Chatbot::SlackChannelConfiguration': ['ConfigurationName', 'SlackWorkspaceId'],
  'AWS::CloudFormation::StackSet': ['PermissionModel', 'StackSetName'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeySchema', 'TableName'],
  'AWS::Events::EventBus': ['EventSourceName', 'Name'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'StatementId'],
  'AWS::Events::Rule': ['EventBusName', 'Name'],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::KMS::Key': [],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'StartingPosition'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType'],
  'AWS::Lambda::Permission': [
    'Action',
    'FunctionName',
    'Principal',
    'PrincipalOrgID',
    'SourceAccount',
    'SourceArn',
  ],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::SNS::Subscription': ['Endpoint', 'Protocol', 'TopicArn'],
  'AWS::SNS::Topic': ['FifoTopic', 'TopicName'],
  'AWS::SNS::TopicPolicy': [],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SQS::QueuePolicy': [],
  'AWS::Scheduler::ScheduleGroup': ['Name'],
};

interface Entry {
  readonly kind: 'resource' | 'output';
  readonly id: string;
  readonly type: string;
  readonly value: unknown;
}

/** What an update removes, in which templates, and why that loses nothing. */
const REMOVED: readonly {
  readonly from: string;
  readonly id: RegExp;
  readonly type: string;
  readonly reason: string;
}[] = [
  {
    from: 'hub',
    id: /AllowEventRule/,
    type: 'AWS::Lambda::Permission',
    reason:
      'Each allows one rule. A permission for all rules exists before CloudFormation removes them.',
  },
  {
    from: 'hub',
    id: /^(UndeliveredAlarm|UnhandledAlarm|AlarmsNotHandled|AlarmsThrottles|Silence[a-z])/,
    type: 'AWS::CloudWatch::Alarm',
    reason: 'Other alarms have replaced them. An alarm holds nothing that could be lost.',
  },
  {
    from: 'hub',
    id: /^OrganizationStackSet/,
    type: 'AWS::CloudFormation::StackSet',
    reason:
      'RegionSweepOrganization has one per region. docs/upgrading.md says to deploy it first.',
  },
  {
    from: 'forwarder of the account of the hub',
    id: /^ForwarderDeadLettersAlarm/,
    type: 'AWS::CloudWatch::Alarm',
    reason: 'By default, forwarderAlarms asks for one alarm per account, and there for none.',
  },
  {
    from: 'forwarder of the account of the hub',
    id: /^ForwarderAlarmForwardingRule/,
    type: 'AWS::Events::Rule',
    reason: 'It forwards that alarm.',
  },
  {
    from: 'hub',
    id: /^ForwardedAlarmsRole/,
    type: 'AWS::IAM::Role',
    reason: 'The follow-up function is now the target of the rule, and has a role of its own.',
  },
  {
    from: 'hub',
    id: /^ForwardedAlarmsRoleDefaultPolicy/,
    type: 'AWS::IAM::Policy',
    reason: 'It belonged to that role.',
  },
];

const WITH_EVERYTHING = { ...FULL_CONTEXT, ingestion: 'queue', securityHub: true };

describe('an in-place update from 0.1', () => {
  it.each<[string, string, () => Template]>([
    ['a hub with the defaults', 'hub', () => hubTemplate()],
    ['a hub with everything', 'hub-with-everything', () => hubTemplate(WITH_EVERYTHING)],
    ['a forwarder of the account of the hub', 'forwarder', forwarderOfTheHubAccount],
    ['a forwarder deployed by other tools', 'forwarder', () => standAloneForwarder()],
  ])(
    'replaces nothing of %s, and removes only what is listed with a reason',
    (name, file, synthesize) => {
      const deployed = readDeployed(file).filter((entry) => !isRemoved(name, entry));
      const updated = new Map(
        entriesOf(synthesize()).map((entry) => [`${entry.kind} ${entry.id}`, entry]),
      );

      expect(deployed.map((entry) => updated.get(`${entry.kind} ${entry.id}`))).toEqual(deployed);
    },
  );

  it('removes all that is listed, so that no exception outlives its cause', () => {
    const updated = [
      ...entriesOf(hubTemplate()),
      ...entriesOf(hubTemplate(WITH_EVERYTHING)),
      ...entriesOf(forwarderOfTheHubAccount()),
    ];

    expect(
      updated.filter((entry) => REMOVED.some(({ from }) => isRemoved(`a ${from}`, entry))),
    ).toEqual([]);
  });
});

function forwarderOfTheHubAccount(): Template {
  const [forwarder] = synthesizedApp({ regions: 'us-east-1' }).forwarders;
  return Template.fromStack(forwarder as NonNullable<typeof forwarder>);
}

function isRemoved(name: string, entry: Entry): boolean {
  return REMOVED.some(
    ({ from, id, type }) =>
      name.startsWith(`a ${from}`) && type === entry.type && id.test(entry.id),
  );
}

function readDeployed(file: string): Entry[] {
  const lines = readFileSync(join(DEPLOYED, `${file}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [kind, id = '', type = '', value = ''] = line.split('\t');
    return { kind: kind as Entry['kind'], id, type, value: JSON.parse(value) };
  });
}

function entriesOf(template: Template): Entry[] {
  const { Resources = {}, Outputs = {} } = template.toJSON();
  return [
    ...Object.entries<{ Type: string; Properties?: Record<string, unknown> }>(Resources).map(
      ([id, { Type: type, Properties = {} }]) => ({
        kind: 'resource' as const,
        id,
        type,
        value: identityOf(type, Properties),
      }),
    ),
    ...Object.entries<{ Value: unknown }>(Outputs).map(([id, { Value: value }]) => ({
      kind: 'output' as const,
      id,
      type: '',
      value,
    })),
  ];
}

/** @throws Error for a type that is not in the table: nobody knows what replaces such a resource. */
function identityOf(type: string, properties: Readonly<Record<string, unknown>>) {
  const names = IDENTIFYING[type];
  if (names === undefined) {
    throw new Error(`Add the identifying properties of ${type} to this test.`);
  }
  return Object.fromEntries(
    names.filter((name) => name in properties).map((name) => [name, properties[name]]),
  );
}
