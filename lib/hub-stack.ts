import { Annotations, CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { settingsAsText } from '../src/config/settings-as-text';
import { createDashboard } from './constructs/dashboard';
import { DeadLetterQueue } from './constructs/dead-letter-queue';
import { createDeliveryAlarm } from './constructs/delivery-alarm';
import { createDetectorAlarms } from './constructs/detector-alarms';
import { createDetectorFunction, type FindingFunctionProps } from './constructs/detector-function';
import { detectorTarget } from './constructs/detector-target';
import { FollowUp } from './constructs/follow-up';
import { Heartbeat } from './constructs/heartbeat';
import { createHubBus } from './constructs/hub-bus';
import { createTopicKey, NotificationTopic, type Topics } from './constructs/notification-topic';
import { createOperatorsNotices } from './constructs/operators-notices';
import { createSilenceAlarms, type SilenceAlarmsProps } from './constructs/silence-alarms';
import { subscribeSlack } from './constructs/slack-subscriber';
import { StateTable } from './constructs/state-table';
import { createSweepRules, enabledRules } from './constructs/sweep-rules';
import { createTrailCollection } from './constructs/trail-collection';
import { createWatchRules } from './constructs/watch-rules';

export interface HubStackProps extends StackProps {
  readonly config: RegionSweepConfig;
  /** The code of the functions. */
  readonly code: Readonly<Record<'detector' | 'followUp' | 'heartbeat' | 'trailReader', Code>>;
  /** File name of the allow-list in the bundles, if there is an allow-list. */
  readonly allowlistFile?: string | undefined;
}

/**
 * The hub: the bus that forwarders send to, the detector behind it, the topics, the alarms and the dashboard. The
 * region of the hub needs no forwarder, because rules on its default bus send calls to the detector.
 */
export class HubStack extends Stack {
  constructor(scope: Construct, id: string, props: HubStackProps) {
    const { config: whole, code, allowlistFile, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: alerts when one principal sweeps many AWS regions',
      ...stackProps,
    });
    // So that `cdk diff` shows each changed setting on a line of its own.
    this.templateOptions.metadata = settingsAsText(whole);
    const config = forHub(whole);
    const regions = withHome(this.region, config.regions);
    const topics = this.addTopics(config);
    const heartbeat = config.heartbeat
      ? new Heartbeat(this, 'Heartbeat', { code: code.heartbeat, config, regions, topics })
      : undefined;
    const findingProps: FindingFunctionProps = {
      config,
      allowlistFile,
      stateTable: new StateTable(this, 'State'),
      findingsTopic: topics.findings,
      archiveTopic: topics.archive,
      monitoredRegions: regions,
      heartbeatRoleArn: heartbeat?.roleArn,
    };
    const detection = this.addDetection(findingProps, code.detector);
    const { hubBus, eventRules } = this.addCollection(config, detection);
    const trail =
      config.trail &&
      createTrailCollection(this, {
        ...findingProps,
        code: code.trailReader,
        trail: config.trail,
        logGroup: detection.detector.logGroup,
      });
    const followUp = new FollowUp(this, 'FollowUp', {
      ...findingProps,
      code: code.followUp,
      hubBus,
      operatorsTopic: topics.operators,
    });
    createOperatorsNotices(this, {
      hasForwarders: config.collection !== 'trail',
      hubBus,
      followUp: followUp.function.lambda,
      undelivered: detection.undelivered,
    });
    const operators = {
      runbookUrl: config.runbookUrl,
      operatorsTopic: topics.operators.topic,
    };
    this.addAlarms({ ...config, operators, heartbeat, trail }, detection, topics);
    heartbeat?.watch({
      ...operators,
      followUp: followUp.function.lambda,
      detector: detection.detector.lambda,
    });
    const unproven = enabledRules(config).filter(
      (rule) => heartbeat === undefined || !heartbeat.rules.includes(rule),
    );
    for (const { id } of unproven) {
      Annotations.of(this).addInfo(
        `No heartbeat proves that calls of the rule ${id} arrive: if they stop, no alarm names it.`,
      );
    }
    const { dashboardName } = createDashboard(this, {
      ...detection,
      trail,
      eventRules,
      notFollowedUp: followUp.queue,
      findingsTopic: topics.findings.topic,
      operatorsTopic: topics.operators.topic,
      rules: enabledRules(config),
      regions,
      alarms: this.node.findAll().filter((node) => node instanceof AlarmBase),
      runbookUrl: config.runbookUrl,
      unproven,
    });
    const { detector, undelivered, unhandled } = detection;
    this.addOutputs({
      TopicArn: [
        topics.findings.topic.topicArn,
        'Topic for alerts: findings of severity notifyFrom or higher',
      ],
      ArchiveTopicArn: [
        topics.archive.topic.topicArn,
        'Topic for notifications that send no alert: below notifyFrom, covered by the allow-list, or held back',
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
      LogGroupName: [
        detector.logGroup.logGroupName,
        config.trail === undefined
          ? 'Log group of the detector'
          : 'Log group of the detector and the trail reader',
      ],
      UndeliveredUrl: [
        undelivered.queueUrl,
        'Queue of calls that EventBridge could not deliver to the detector',
      ],
      NotFollowedUpUrl: [
        followUp.queue.queueUrl,
        'Queue of findings that the follow-up function gave up on',
      ],
      UnhandledUrl: [unhandled.queueUrl, 'Queue of calls that the detector gave up on'],
      ...(heartbeat && {
        HeartbeatRoleArn: [
          heartbeat.roleArn,
          'Role that makes harmless calls in every region: exclude it from other detection tools',
        ],
      }),
      ...(trail && {
        TrailReaderFunctionName: [
          trail.reader.lambda.functionName,
          'The function that reads the files of the trail',
        ],
        TrailFilesUrl: [trail.files.queueUrl, 'Queue of trail files that wait to be read'],
        UnreadFilesUrl: [
          trail.unread.queueUrl,
          'Queue of trail files that the trail reader gave up on',
        ],
        ...trail.statements,
      }),
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
    // For the alarm about missing subscribers, which may be those of the operators topic.
    findings.grantAlarms();
    if (slack !== undefined) {
      subscribeSlack(this, slack, [findings, operators]);
    } else if (emails.length === 0) {
      Annotations.of(this).addInfo(
        'Nobody gets alerts or alarms until you subscribe to the findings and operators topics.',
      );
    }
    return { findings, archive, operators };
  }

  /** The detector, the path to it, and the dead-letter queues on that path. */
  private addDetection(props: FindingFunctionProps, code: Code) {
    const detector = createDetectorFunction(this, code, props);
    const { queue: undelivered } = new DeadLetterQueue(this, 'Undelivered');
    const { queue: unhandled } = new DeadLetterQueue(this, 'Unhandled');
    const target = detectorTarget({
      detector: detector.lambda,
      undelivered,
      unhandled,
      hasForwarders: props.config.collection !== 'trail',
    });
    return { detector, target, undelivered, unhandled };
  }

  /** The bus for forwarders, and the rules on both buses that send calls to the detector. */
  private addCollection(
    config: RegionSweepConfig,
    { target }: ReturnType<HubStack['addDetection']>,
  ) {
    const hubBus = createHubBus(this, config.organization);
    const homeRules = [...createSweepRules(this, 'HomeRules', { config, target })];
    const hubRules = [];
    // With the trail alone, no forwarder sends calls to the hub bus, and the trail brings watched calls.
    if (config.collection !== 'trail') {
      const onHubBus = { config, bus: hubBus, target };
      hubRules.push(
        ...createSweepRules(this, 'HubRules', onHubBus),
        ...createWatchRules(this, 'HubWatch', onHubBus),
      );
      homeRules.push(...createWatchRules(this, 'HomeWatch', { config, target }));
    }
    const eventRules = [
      ...hubRules.map((rule) => ({ rule, bus: hubBus })),
      ...homeRules.map((rule) => ({ rule })),
    ];
    return { hubBus, eventRules };
  }

  private addAlarms(
    silence: SilenceAlarmsProps,
    { detector, undelivered, unhandled }: ReturnType<HubStack['addDetection']>,
    topics: Topics,
  ): void {
    const alarms = new Construct(this, 'Alarms');
    const { operators, trail } = silence;
    createDetectorAlarms(alarms, { ...operators, detector, undelivered, unhandled, trail });
    createDeliveryAlarm(alarms, {
      ...operators,
      topics: Object.values(topics),
      secondTopic: topics.findings.topic,
    });
    createSilenceAlarms(this, silence);
  }

  private addOutputs(outputs: Readonly<Record<string, readonly [value: string, about: string]>>) {
    for (const [id, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, id, { value, description });
    }
  }
}

/** With the trail alone, no other account and no forwarder sends anything to the hub. */
function forHub({ organization, ...config }: RegionSweepConfig): RegionSweepConfig {
  return { ...config, ...(organization && config.collection !== 'trail' && { organization }) };
}

/** The regions that calls come from, starting with the region of the hub. */
function withHome(home: string, regions: readonly string[]): string[] {
  return [home, ...regions.filter((region) => region !== home)];
}
