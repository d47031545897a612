import { Annotations, CfnOutput, Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { createDashboard } from './constructs/dashboard';
import { DeadLetterQueue } from './constructs/dead-letter-queue';
import { createDetectorAlarms } from './constructs/detector-alarms';
import { createDetectorFunction, type FindingFunctionProps } from './constructs/detector-function';
import { FollowUp } from './constructs/follow-up';
import { createForwarderStackSet } from './constructs/forwarder-stack-set';
import { Heartbeat } from './constructs/heartbeat';
import { createHubBus } from './constructs/hub-bus';
import { ingestionPath } from './constructs/ingestion';
import { createTopicKey, NotificationTopic } from './constructs/notification-topic';
import { createOperatorsNotices } from './constructs/operators-notices';
import { createSilenceAlarms } from './constructs/silence-alarms';
import { subscribeSlack } from './constructs/slack-subscriber';
import { StateTable } from './constructs/state-table';
import { createSweepRules, enabledRules } from './constructs/sweep-rules';
import type { Template } from './forwarder-template';
import { planHeartbeat } from './heartbeat-plan';

export interface HubStackProps extends StackProps {
  readonly config: RegionSweepConfig;
  /** The code of the functions. */
  readonly code: Readonly<Record<'detector' | 'followUp' | 'heartbeat', Code>>;
  /** File name of the allow-list in the bundles, if there is an allow-list. */
  readonly allowlistFile?: string | undefined;
  /** Creates the forwarder template for the accounts of an organization. */
  readonly forwarderTemplate: () => Template;
}

interface Topics {
  readonly findings: NotificationTopic;
  readonly archive: NotificationTopic;
  readonly operators: NotificationTopic;
}

/**
 * The hub: the bus that forwarders send to, the detector behind it, the topics, the alarms and the dashboard. The
 * region of the hub needs no forwarder, because rules on its default bus send calls to the detector.
 */
export class HubStack extends Stack {
  constructor(scope: Construct, id: string, props: HubStackProps) {
    const { config, code, allowlistFile, forwarderTemplate, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: alerts when one principal sweeps many AWS regions',
      ...stackProps,
    });
    const regions = withHome(this.region, config.regions);
    const topics = this.addTopics(config);
    const findingProps: FindingFunctionProps = {
      config,
      allowlistFile,
      stateTable: new StateTable(this, 'State'),
      findingsTopic: topics.findings,
      archiveTopic: topics.archive,
      monitoredRegions: regions,
    };
    const detection = this.addDetection(findingProps, code.detector, topics);
    const { hubBus, eventRules } = this.addCollection(config, detection);
    const followUp = new FollowUp(this, 'FollowUp', {
      ...findingProps,
      code: code.followUp,
      hubBus,
      operatorsTopic: topics.operators,
    });
    createOperatorsNotices(this, {
      hubBus,
      followUp: followUp.function.lambda,
      undelivered: detection.undelivered,
    });
    const units = config.organization?.units ?? [];
    if (units.length > 0) {
      createForwarderStackSet(this, forwarderTemplate(), hubBus.eventBusArn, units, regions);
    }
    this.addAlarms(config, code.heartbeat, regions, detection, topics);
    const { dashboardName } = createDashboard(this, {
      ...detection,
      eventRules,
      notFollowedUp: followUp.queue,
      findingsTopic: topics.findings.topic,
      operatorsTopic: topics.operators.topic,
      rules: enabledRules(config),
      regions,
      alarms: this.node.findAll().filter((node) => node instanceof Alarm),
    });
    const { detector, undelivered, unhandled } = detection;
    this.addOutputs({
      TopicArn: [
        topics.findings.topic.topicArn,
        'Topic for alerts: findings of severity notifyFrom or higher',
      ],
      ArchiveTopicArn: [
        topics.archive.topic.topicArn,
        'Topic for findings that send no alert: below notifyFrom, or covered by the allow-list',
      ],
      RecordTopicArn: [topics.archive.topic.topicArn, 'Former name of ArchiveTopicArn'],
      OperatorsTopicArn: [
        topics.operators.topic.topicArn,
        'Topic for alarms about RegionSweep itself',
      ],
      HubBusArn: [hubBus.eventBusArn, 'Event bus that forwarders send calls to'],
      DashboardName: [
        dashboardName,
        'CloudWatch dashboard: health, traffic, sources, findings, losses',
      ],
      TableName: [
        findingProps.stateTable.table.tableName,
        'DynamoDB table with calls, ledgers and the baseline',
      ],
      FunctionName: [detector.lambda.functionName, 'The detector function'],
      FollowUpFunctionName: [followUp.function.lambda.functionName, 'The follow-up function'],
      LogGroupName: [detector.logGroup.logGroupName, 'Log group of the detector'],
      UndeliveredUrl: [
        undelivered.queueUrl,
        'Queue of calls that EventBridge could not deliver to the detector',
      ],
      NotFollowedUpUrl: [
        followUp.queue.queueUrl,
        'Queue of findings that the follow-up function gave up on',
      ],
      UnhandledUrl: [unhandled.queueUrl, 'Queue of calls that the detector gave up on'],
    });
    Tags.of(this).add('application', 'regionsweep');
  }

  /** The topics for alerts, the archive and operators, with their subscriptions. */
  private addTopics({ emails, slack }: RegionSweepConfig): Topics {
    const key = createTopicKey(this);
    const add = (id: string, name: string, subscribers: readonly string[]): NotificationTopic =>
      new NotificationTopic(this, id, {
        displayName: `RegionSweep ${name}`,
        key,
        emails: subscribers,
      });
    const findings = add('Findings', 'findings', emails);
    // Its id keeps the former name, because a new id would replace the deployed topic.
    // It has no subscribers by default: it is for programs that want every finding.
    const archive = add('Record', 'archive', []);
    const operators = add('Operators', 'operations', emails);
    operators.grantAlarms();
    if (slack !== undefined) {
      subscribeSlack(this, slack, [findings.topic, operators.topic]);
    } else if (emails.length === 0) {
      Annotations.of(this).addWarningV2(
        'regionsweep:no-subscribers',
        'Neither emails nor slack is set, so nobody gets alerts. Set one of them (CDK does not keep context from an earlier deployment), or subscribe to the findings topic yourself.',
      );
    }
    return { findings, archive, operators };
  }

  /** The detector, the path to it, and the dead-letter queues on that path. */
  private addDetection(props: FindingFunctionProps, code: Code, { operators }: Topics) {
    const detector = createDetectorFunction(this, code, props);
    const operatorsTopic = operators.topic;
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      meaning:
        'EventBridge could not deliver calls to the detector, so RegionSweep has not counted them.',
      operatorsTopic,
    }).queue;
    const unhandled = new DeadLetterQueue(this, 'Unhandled', {
      meaning:
        'The detector gave up on calls: it may not have counted them, or their alerts may be missing.',
      operatorsTopic,
    }).queue;
    const ingestion = ingestionPath(this, props.config.ingestion, {
      detector: detector.lambda,
      undelivered,
      unhandled,
    });
    return { detector, ingestion, undelivered, unhandled };
  }

  /** The bus for forwarders, and the rules on both buses that send calls to the detector. */
  private addCollection(
    config: RegionSweepConfig,
    { ingestion: { target } }: ReturnType<HubStack['addDetection']>,
  ) {
    const sources = enabledRules(config).map(({ match }) => match.source);
    const hubBus = createHubBus(this, config.organization, sources);
    const hubRules = createSweepRules(this, 'HubRules', { config, bus: hubBus, target });
    const homeRules = createSweepRules(this, 'HomeRules', { config, target });
    const eventRules = [
      ...hubRules.map((rule) => ({ rule, bus: hubBus })),
      ...homeRules.map((rule) => ({ rule })),
    ];
    return { hubBus, eventRules };
  }

  /** The alarms on the detector and on silence, and the heartbeat that makes silence mean a fault. */
  private addAlarms(
    config: RegionSweepConfig,
    heartbeatCode: Code,
    regions: readonly string[],
    { detector, ingestion }: ReturnType<HubStack['addDetection']>,
    { findings, operators }: Topics,
  ): void {
    const operatorsTopic = operators.topic;
    const plan = planHeartbeat(config, regions.length);
    if (plan.kind === 'on') {
      new Heartbeat(this, 'Heartbeat', {
        code: heartbeatCode,
        regions,
        interval: Duration.seconds(plan.intervalSeconds),
        operatorsTopic,
      });
    } else {
      Annotations.of(this).addInfo(
        `The heartbeat is off. ${plan.reason} Silence alarms will also fire for regions that nobody uses.`,
      );
    }
    createDetectorAlarms(this, {
      detector: detector.lambda,
      ingestion,
      findingsTopic: findings.topic,
      operatorsTopic,
    });
    createSilenceAlarms(this, {
      regions,
      hasHeartbeat: plan.kind === 'on',
      silenceHours: config.silenceHours,
      operatorsTopic,
    });
  }

  private addOutputs(outputs: Readonly<Record<string, readonly [value: string, about: string]>>) {
    for (const [id, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, id, { value, description });
    }
  }
}

/** The regions that calls come from, starting with the region of the hub. */
function withHome(home: string, regions: readonly string[]): string[] {
  return [home, ...regions.filter((region) => region !== home)];
}
