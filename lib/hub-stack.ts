import { Annotations, CfnOutput, Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { Dashboard } from './constructs/dashboard';
import { DeadLetterQueue } from './constructs/dead-letter-queue';
import { DetectorAlarms } from './constructs/detector-alarms';
import { DetectorFunction } from './constructs/detector-function';
import { ForwardedAlarms } from './constructs/forwarded-alarms';
import { ForwarderStackSet } from './constructs/forwarder-stack-set';
import { Heartbeat } from './constructs/heartbeat';
import { HubBus } from './constructs/hub-bus';
import { ingestionPath } from './constructs/ingestion';
import { NotificationTopic } from './constructs/notification-topic';
import { SilenceAlarms } from './constructs/silence-alarms';
import { SlackSubscriber } from './constructs/slack-subscriber';
import { StateTable } from './constructs/state-table';
import { enabledRules, SweepRules } from './constructs/sweep-rules';
import { TopicKey } from './constructs/topic-key';
import type { Template } from './forwarder-template';
import { planHeartbeat } from './heartbeat-plan';

export interface HubStackProps extends StackProps {
  readonly config: RegionSweepConfig;
  /** Code of the functions. */
  readonly code: { readonly detector: Code; readonly heartbeat: Code };
  /** Makes the forwarder for the accounts of the organization, if there is one. */
  readonly forwarderTemplate: () => Template;
}

/**
 * The hub: the bus that forwarders send to, the detector behind it, and all that tells people what it found
 * and how it fares. The region of the hub needs no forwarder: rules on its default bus lead to the detector.
 */
export class HubStack extends Stack {
  readonly hubBusArn: string;

  constructor(scope: Construct, id: string, props: HubStackProps) {
    const { config, code, forwarderTemplate, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: detects reconnaissance across AWS regions while it happens',
      ...stackProps,
    });
    const regions = withHome(this.region, config.regions);

    const topicKey = new TopicKey(this, 'TopicKey');
    const { emails, slack } = config;
    const findingsTopic = new NotificationTopic(this, 'Findings', {
      displayName: 'RegionSweep findings',
      topicKey,
      emails,
    });
    const operators = new NotificationTopic(this, 'Operators', {
      displayName: 'RegionSweep operations',
      topicKey,
      emails,
    });
    operators.grantAlarms();
    const operatorsTopic = operators.topic;
    if (slack !== undefined) {
      const topics = [findingsTopic.topic, operatorsTopic];
      new SlackSubscriber(this, 'Slack', { channel: slack, topics });
    } else if (emails.length === 0) {
      Annotations.of(this).addInfo(
        'Neither emails nor slack is set, so nobody is told about findings. Set one, or subscribe to the topic yourself.',
      );
    }

    const stateTable = new StateTable(this, 'State');
    const detector = new DetectorFunction(this, 'Detector', {
      code: code.detector,
      config,
      stateTable,
      findingsTopic,
      metricRegions: regions,
    }).function;
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      meaning: 'EventBridge could not deliver calls to the detector: they were not counted.',
      operatorsTopic,
    }).queue;
    const unhandled = new DeadLetterQueue(this, 'Unhandled', {
      meaning: 'The detector gave up on calls: they may not have been counted or notified of.',
      operatorsTopic,
    }).queue;
    const ingestion = ingestionPath(this, config.ingestion, {
      detector: detector.lambda,
      undelivered,
      unhandled,
    });

    const { bus } = new HubBus(this, 'Hub', {
      organization: config.organization,
      sources: enabledRules(config).map(({ match }) => match.source),
    });
    this.hubBusArn = bus.eventBusArn;
    const { target } = ingestion;
    const hubRules = new SweepRules(this, 'HubRules', { config, bus, target }).rules;
    const homeRules = new SweepRules(this, 'HomeRules', { config, target }).rules;
    new ForwardedAlarms(this, 'ForwardedAlarms', {
      hubBus: bus,
      operatorsTopic: operators,
      deadLetterQueue: undelivered,
    });
    const units = config.organization?.units ?? [];
    if (units.length > 0) {
      new ForwarderStackSet(this, 'Organization', {
        template: forwarderTemplate(),
        hubBusArn: bus.eventBusArn,
        units,
        regions,
      });
    }

    const plan = planHeartbeat(config, regions.length);
    if (plan.kind === 'on') {
      new Heartbeat(this, 'Heartbeat', {
        code: code.heartbeat,
        regions,
        interval: Duration.seconds(plan.intervalSeconds),
        operatorsTopic,
      });
    } else {
      Annotations.of(this).addInfo(
        `No heartbeat. ${plan.reason} A silence alarm then rings for a region that nobody uses as well.`,
      );
    }
    new DetectorAlarms(this, 'Alarms', {
      detector: detector.lambda,
      ingestion,
      findingsTopic: findingsTopic.topic,
      operatorsTopic,
    });
    new SilenceAlarms(this, 'Silence', {
      regions,
      hasHeartbeat: plan.kind === 'on',
      silenceHours: config.silenceHours,
      operatorsTopic,
    });

    const { dashboardName } = new Dashboard(this, 'Dashboard', {
      detector,
      ingestion,
      table: stateTable.table,
      findingsTopic: findingsTopic.topic,
      operatorsTopic,
      undelivered,
      unhandled,
      hubBus: bus,
      hubRules,
      homeRules,
      rules: enabledRules(config),
      regions,
      alarms: this.node.findAll().filter((node) => node instanceof Alarm),
    });

    this.output(
      'DashboardName',
      dashboardName,
      'Is it alive, what came in, what was found, lost, spent',
    );
    this.output('TopicArn', findingsTopic.topic.topicArn, 'Findings are published here');
    this.output('OperatorsTopicArn', operatorsTopic.topicArn, 'Alarms are published here');
    this.output('HubBusArn', bus.eventBusArn, 'Forwarders send calls here');
    this.output('TableName', stateTable.table.tableName, 'Calls and sweeps are kept here');
    this.output('FunctionName', detector.lambda.functionName, 'The detector');
    this.output('LogGroupName', detector.logGroup.logGroupName, 'The log of the detector');
    this.output('UndeliveredUrl', undelivered.queueUrl, 'Calls that did not reach the detector');
    this.output('UnhandledUrl', unhandled.queueUrl, 'Calls that the detector gave up on');
    Tags.of(this).add('application', 'regionsweep');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

/** The regions that calls come from, that of the hub first. */
function withHome(home: string, regions: readonly string[]): string[] {
  return [home, ...regions.filter((region) => region !== home)];
}
