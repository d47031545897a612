import { Annotations, CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../src/config/config';
import { RULES } from '../src/detection/rules/catalog';
import { DetectorFunction } from './constructs/detector-function';
import { NotificationTopic } from './constructs/notification-topic';
import { SlackSubscriber } from './constructs/slack-subscriber';
import { StateTable } from './constructs/state-table';
import { SweepRule } from './constructs/sweep-rule';
import { TopicKey } from './constructs/topic-key';
import { handlerCode } from './handler-code';

export interface DetectorStackProps extends StackProps {
  readonly config: RegionSweepConfig;
  /**
   * Code of the detector.
   * @default the handler of this project, bundled
   */
  readonly code?: Code;
}

/** Detects sweeps over the events of one account's default bus in one region, and tells people about them. */
export class DetectorStack extends Stack {
  constructor(scope: Construct, id: string, props: DetectorStackProps) {
    const { config, code = handlerCode(), ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: detects reconnaissance across AWS regions while it happens',
      ...stackProps,
    });
    const { emails, slack } = config;
    const topicKey = new TopicKey(this, 'TopicKey');
    const findingsTopic = new NotificationTopic(this, 'Findings', {
      displayName: 'RegionSweep findings',
      topicKey,
      emails,
    });
    const operatorsTopic = new NotificationTopic(this, 'Operators', {
      displayName: 'RegionSweep operations',
      topicKey,
      emails,
    });
    operatorsTopic.grantAlarms();
    if (slack !== undefined) {
      const topics = [findingsTopic.topic, operatorsTopic.topic];
      new SlackSubscriber(this, 'Slack', { channel: slack, topics });
    } else if (emails.length === 0) {
      Annotations.of(this).addInfo(
        'Neither emails nor slack is set, so nobody is told about findings. Set one, or subscribe to the topic yourself.',
      );
    }
    Annotations.of(this).addWarningV2(
      'regionsweep:one-region',
      'This stack sees the events of its own region only, and a sweep takes several. Forward those of other regions to it: docs/operations.md, "Other regions".',
    );
    const stateTable = new StateTable(this, 'State');
    const detector = new DetectorFunction(this, 'Detector', {
      code,
      config,
      stateTable,
      findingsTopic,
      operatorsTopic,
    });
    this.output('TopicArn', findingsTopic.topic.topicArn, 'Findings are published here');
    this.output('OperatorsTopicArn', operatorsTopic.topic.topicArn, 'Alarms are published here');
    this.output('TableName', stateTable.table.tableName, 'Calls and sweeps are kept here');
    this.output('FunctionName', detector.lambda.functionName, 'The detector');
    this.output('LogGroupName', detector.logGroup.logGroupName, 'The log of the detector');
    this.output(
      'DetectorDeadLettersUrl',
      detector.deadLetterQueue.queueUrl,
      'Calls that the detector gave up on',
    );
    for (const rule of RULES.filter(({ id }) => config.rules[id].enabled)) {
      const name = pascalCase(rule.id);
      const { deadLetterQueue } = new SweepRule(this, name, {
        rule,
        detector: detector.lambda,
        operatorsTopic: operatorsTopic.topic,
      });
      this.output(
        `${name}DeadLettersUrl`,
        deadLetterQueue.queueUrl,
        `Calls of the rule ${rule.id} that could not be delivered to the detector`,
      );
    }
    Tags.of(this).add('application', 'regionsweep');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

/** `get-service-quota` as `GetServiceQuota`: an output may hold letters and digits only. */
function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
