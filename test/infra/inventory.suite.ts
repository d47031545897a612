import { Match, type Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { RULES } from '../../src/detection/rules/rule-catalog';
import {
  FULL_CONTEXT,
  HOME_REGION,
  hubTemplate,
  inventoryOf,
  standAloneForwarder,
  synthesizedApp,
} from './synthesize';

/** The regions that calls come from: those of the context, of which that of the hub is one. */
const REGION_COUNT = DEFAULT_CONFIG.regions.length;

const HUB = {
  'AWS::CloudWatch::Alarm': 3 + 4 + 1 + 1 + REGION_COUNT,
  'AWS::CloudWatch::Dashboard': 1,
  'AWS::DynamoDB::Table': 1,
  'AWS::Events::EventBus': 1,
  // On both buses, for calls and for tampering; one for the alarms of forwarders, and the schedule of the heartbeat.
  'AWS::Events::Rule': 2 * (RULES.length + 1) + 2,
  'AWS::IAM::Policy': 4,
  'AWS::IAM::Role': 4,
  'AWS::KMS::Key': 1,
  'AWS::Lambda::EventInvokeConfig': 3,
  'AWS::Lambda::Function': 3,
  // Of the rules for calls, of the topics and the heartbeat, and of the rules for operators, by bus.
  'AWS::Lambda::Permission': 2 * RULES.length + 3 + 2,
  'AWS::Logs::LogGroup': 3,
  // Of the follow-up, on the findings topic and the archive.
  'AWS::SNS::Subscription': 2,
  'AWS::SNS::Topic': 3,
  'AWS::SNS::TopicPolicy': 3,
  'AWS::SQS::Queue': 3,
  'AWS::SQS::QueuePolicy': 3,
  'AWS::Scheduler::ScheduleGroup': 1,
};

const FORWARDER = {
  'AWS::CloudWatch::Alarm': 1,
  // For calls, tampering and the alarm.
  'AWS::Events::Rule': RULES.length + 2,
  'AWS::IAM::Role': 1,
  'AWS::SQS::Queue': 1,
  'AWS::SQS::QueuePolicy': 1,
};

describe('the resources', () => {
  it.each<[string, Template, Record<string, number>]>([
    ['the hub', hubTemplate(), HUB],
    [
      'the hub with everything',
      hubTemplate(FULL_CONTEXT),
      {
        ...HUB,
        'AWS::Chatbot::SlackChannelConfiguration': 1,
        'AWS::CloudFormation::StackSet': 1,
        'AWS::Events::EventBusPolicy': 2,
        'AWS::IAM::Role': 5,
        'AWS::SNS::Subscription': 6,
      },
    ],
    [
      'the hub with a queue',
      hubTemplate({ ingestion: 'queue' }),
      {
        ...HUB,
        'AWS::CloudWatch::Alarm': HUB['AWS::CloudWatch::Alarm'] + 1,
        'AWS::Lambda::EventInvokeConfig': 2,
        'AWS::Lambda::EventSourceMapping': 1,
        'AWS::Lambda::Permission': 5,
        'AWS::SQS::Queue': 4,
        'AWS::SQS::QueuePolicy': 4,
      },
    ],
    ['a forwarder', standAloneForwarder(), FORWARDER],
  ])('of %s are these and no others', (_, template, expected) => {
    expect(inventoryOf(template)).toEqual(expected);
  });

  it('have no fixed names except the bus, which forwarders must know, and the StackSet', () => {
    const nameProperty =
      /"(TableName|FunctionName|TopicName|QueueName|RoleName|AlarmName|LogGroupName|AliasName|DashboardName)":"/;
    const template = hubTemplate(FULL_CONTEXT);

    expect(JSON.stringify(template.toJSON()['Resources'])).not.toMatch(nameProperty);
    expect(JSON.stringify(standAloneForwarder().toJSON()['Resources'])).not.toMatch(nameProperty);
    template.allResourcesProperties('AWS::Events::Rule', { Name: Match.absent() });
    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'regionsweep' });
    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      StackSetName: { 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-forwarder']] },
    });
  });

  it('are deleted with the stack, so that no costs remain', () => {
    for (const template of [hubTemplate(FULL_CONTEXT), standAloneForwarder()]) {
      const resources = Object.values<{ DeletionPolicy?: string; UpdateReplacePolicy?: string }>(
        template.toJSON()['Resources'],
      );
      const policies = resources.flatMap(({ DeletionPolicy, UpdateReplacePolicy }) => [
        DeletionPolicy ?? 'Delete',
        UpdateReplacePolicy ?? 'Delete',
      ]);

      expect(new Set(policies)).toEqual(new Set(['Delete']));
    }
  });

  it('are named by the outputs of the hub', () => {
    const outputs = hubTemplate().toJSON()['Outputs'];

    expect(Object.keys(outputs).sort()).toEqual([
      'ArchiveTopicArn',
      'DashboardName',
      'FollowUpFunctionName',
      'FunctionName',
      'HubBusArn',
      'LogGroupName',
      'NotFollowedUpUrl',
      'OperatorsTopicArn',
      'RecordTopicArn',
      'TableName',
      'TopicArn',
      'UndeliveredUrl',
      'UnhandledUrl',
    ]);
    for (const output of Object.values(outputs)) {
      expect(output).toHaveProperty('Description');
    }
  });

  it('fit any account, in the regions of the context', () => {
    const { hub, forwarders } = synthesizedApp({ regions: 'us-east-1,eu-west-1' });

    expect([hub, ...forwarders].map(({ environment }) => environment)).toEqual([
      `aws://unknown-account/${HOME_REGION}`,
      'aws://unknown-account/us-east-1',
      'aws://unknown-account/eu-west-1',
    ]);
  });
});
