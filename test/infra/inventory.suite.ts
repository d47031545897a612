import { Match, type Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { RULES } from '../../src/detection/rules/rule-catalog';
import { watchedCategories } from '../../src/detection/watched/watch-catalog';
import { watchRules } from '../../src/detection/watched/watch-patterns';
import {
  FULL_CONTEXT,
  HOME_REGION,
  hubTemplate,
  inventoryOf,
  standAloneForwarder,
  synthesizedApp,
  TRAIL_BY_TOPIC,
} from './synthesize';

/** The regions that calls come from: those of the context, of which that of the hub is one. */
const REGION_COUNT = DEFAULT_CONFIG.regions.length;

const WATCH_RULE_COUNT = watchRules(watchedCategories('default')).length;

const HUB = {
  // Of the detector, of deliveries, of the follow-up, of the heartbeat and what it checks, of the total, of each rule
  // and region.
  'AWS::CloudWatch::Alarm': 3 + 1 + 1 + 4 + 1 + RULES.length * REGION_COUNT,
  'AWS::CloudWatch::CompositeAlarm': 1,
  'AWS::CloudWatch::Dashboard': 1,
  'AWS::DynamoDB::Table': 1,
  'AWS::Events::EventBus': 1,
  // On both buses, for calls, watched calls and tampering; one for the alarms of forwarders, and the schedules of
  // heartbeat and synthetic finding.
  'AWS::Events::Rule': 2 * (RULES.length + WATCH_RULE_COUNT + 1) + 3,
  // Of the role of schedules; the roles of functions have their permissions inside them.
  'AWS::IAM::Policy': 1,
  'AWS::IAM::Role': 4,
  'AWS::KMS::Key': 1,
  'AWS::Lambda::EventInvokeConfig': 3,
  'AWS::Lambda::Function': 3,
  // For the rules of both buses, of the detector and of the follow-up; the schedule of the heartbeat, and both topics of
  // the follow-up.
  'AWS::Lambda::Permission': 7,
  'AWS::Logs::LogGroup': 3,
  // Of the follow-up, on the findings topic and the archive.
  'AWS::SNS::Subscription': 2,
  'AWS::SNS::Topic': 3,
  'AWS::SNS::TopicPolicy': 3,
  'AWS::SQS::Queue': 3,
  'AWS::SQS::QueuePolicy': 3,
  'AWS::Scheduler::ScheduleGroup': 1,
};

const HUB_OF_TRAIL = {
  ...HUB,
  // Of the detector, of deliveries, of the follow-up, of the heartbeat (one fewer) and what it checks, of the trail.
  'AWS::CloudWatch::Alarm': 3 + 1 + 1 + 3 + 1,
  // On the default bus: for calls and tampering, and both schedules.
  'AWS::Events::Rule': RULES.length + 1 + 2,
  'AWS::IAM::Role': 5,
  'AWS::Lambda::EventSourceMapping': 1,
  'AWS::Lambda::Function': 4,
  'AWS::Lambda::Permission': 5,
  'AWS::SNS::Subscription': 3,
  'AWS::SQS::Queue': 5,
  'AWS::SQS::QueuePolicy': 5,
} as Record<string, number>;
delete HUB_OF_TRAIL['AWS::CloudWatch::CompositeAlarm'];
delete HUB_OF_TRAIL['AWS::IAM::Policy'];

const FORWARDER = {
  'AWS::CloudWatch::Alarm': 1,
  // For calls, watched calls, tampering and the alarm.
  'AWS::Events::Rule': RULES.length + WATCH_RULE_COUNT + 2,
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
        'AWS::CloudWatch::Alarm': HUB['AWS::CloudWatch::Alarm'] + 1,
        'AWS::Chatbot::SlackChannelConfiguration': 1,
        'AWS::Events::EventBusPolicy': 2,
        'AWS::IAM::Role': 5,
        'AWS::SNS::Subscription': 6,
      },
    ],
    ['the hub with a trail alone', hubTemplate(TRAIL_BY_TOPIC), HUB_OF_TRAIL],
    ['a forwarder', standAloneForwarder(), FORWARDER],
  ])('of %s are these and no others', (_, template, expected) => {
    expect(inventoryOf(template)).toEqual(expected);
  });

  it('have no fixed names except the bus, which forwarders must know', () => {
    const nameProperty =
      /"(TableName|FunctionName|TopicName|QueueName|RoleName|AlarmName|LogGroupName|AliasName|DashboardName)":"/;
    const template = hubTemplate(FULL_CONTEXT);

    expect(JSON.stringify(template.toJSON()['Resources'])).not.toMatch(nameProperty);
    expect(JSON.stringify(standAloneForwarder().toJSON()['Resources'])).not.toMatch(nameProperty);
    template.allResourcesProperties('AWS::Events::Rule', { Name: Match.absent() });
    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'regionsweep' });
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
      'HeartbeatRoleArn',
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
