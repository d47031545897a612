import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from './allow';
import { DeadLetterQueue } from './dead-letter-queue';
import { type FindingFunctionProps, findingEnvironment } from './detector-function';
import type { NotificationTopic } from './notification-topic';
import { ProjectFunction } from './project-function';

export interface FollowUpProps extends FindingFunctionProps {
  readonly code: Code;
  /** The bus that receives an event for each change of a finding. */
  readonly hubBus: EventBus;
  /** The topic for the alarm and for notices to operators. */
  readonly operatorsTopic: NotificationTopic;
}

/**
 * The function that follows up findings, and what invokes it: both topics for findings, and one-time schedules. While
 * no finding is open and nothing is held back, there are no schedules and no costs.
 */
export class FollowUp extends Construct {
  readonly function: ProjectFunction;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: FollowUpProps) {
    super(scope, id);
    const { code, config, stateTable, findingsTopic, archiveTopic, hubBus, operatorsTopic } = props;
    const deadLetters = new DeadLetterQueue(this, 'NotFollowedUp');
    this.queue = deadLetters.queue;
    deadLetters.addAlarm({
      meaning:
        'The follow-up function gave up on a message or a task. A closing notification, an event, a Security Hub import, a notice to operators, or an alert that the bound held back is missing.',
      urgency: 'You are not blind: act by tomorrow.',
      command: `aws sqs receive-message --queue-url ${this.queue.queueUrl} --visibility-timeout 0 --wait-time-seconds 2`,
      anchor: 'findings-that-were-not-followed-up',
      runbookUrl: config.runbookUrl,
      operatorsTopic: operatorsTopic.topic,
    });
    const stack = Stack.of(this);
    const group = new CfnScheduleGroup(this, 'Schedules', { name: stack.stackName });
    // With the trail alone, one resource fewer: docs/adr/0018-two-paths.md has the reason.
    const isLean = config.collection === 'trail';
    const scheduleRole = this.createScheduleRole(
      group,
      isLean ? { Permissions: this.schedulePermissions() } : undefined,
    );
    const productArn = securityHubProductArn(stack);
    this.function = new ProjectFunction(this, 'Function', {
      description:
        'RegionSweep: closes findings, sends them to other systems, and notifies operators',
      code,
      memorySize: 256,
      // Long enough to send a minute of critical alerts that are late, one a second.
      timeout: Duration.seconds(60),
      environment: {
        ...findingEnvironment(props),
        OPERATORS_TOPIC_ARN: operatorsTopic.topic.topicArn,
        RUNBOOK_URL: config.runbookUrl,
        BUS_NAME: hubBus.eventBusName,
        SCHEDULE_GROUP: group.ref,
        SCHEDULE_ROLE_ARN: scheduleRole.roleArn,
        DEAD_LETTER_ARN: this.queue.queueArn,
        ...(config.securityHub && { SECURITY_HUB_PRODUCT_ARN: productArn }),
      },
    });
    const { lambda } = this.function;
    lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(this.queue) });
    if (!isLean) {
      allow(scheduleRole, ['lambda:InvokeFunction'], lambda.functionArn);
      allow(scheduleRole, ['sqs:SendMessage'], this.queue.queueArn);
    }
    stateTable.grantFollowUp(lambda);
    this.subscribe('Findings', findingsTopic);
    this.subscribe('Record', archiveTopic);
    operatorsTopic.grantPublishing(lambda);
    allow(lambda, ['events:PutEvents'], hubBus.eventBusArn);
    allow(
      lambda,
      ['scheduler:CreateSchedule'],
      stack.formatArn({
        service: 'scheduler',
        resource: 'schedule',
        resourceName: `${group.ref}/*`,
      }),
    );
    allow(lambda, ['iam:PassRole'], scheduleRole.roleArn, {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
    if (config.securityHub) {
      allow(lambda, ['securityhub:BatchImportFindings'], productArn);
    }
  }

  /**
   * The role with which EventBridge Scheduler invokes the function. Only schedules of this group may assume it.
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  private createScheduleRole(
    group: CfnScheduleGroup,
    inlinePolicies?: Readonly<Record<string, PolicyDocument>>,
  ): Role {
    const { account } = Stack.of(this);
    return new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group.attrArn },
        },
      }),
      ...(inlinePolicies && { inlinePolicies }),
    });
  }

  /**
   * The permissions of that role, to be inside it. The function refers to the role, so the role cannot refer to the
   * function: it names the function by how CloudFormation begins the name.
   */
  private schedulePermissions(): PolicyDocument {
    const stack = Stack.of(this);
    const functionArns = stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${stack.stackName}-${this.node.id}Function*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PolicyDocument({
      statements: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArns] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
      ],
    });
  }

  /** Subscribes the function to a topic, and allows the function to publish there. */
  private subscribe(id: string, notifications: NotificationTopic): void {
    const { lambda } = this.function;
    const { topic } = notifications;
    notifications.subscriberCount += 1;
    notifications.grantPublishing(lambda);
    lambda.addPermission(`${id}Topic`, {
      principal: new ServicePrincipal('sns.amazonaws.com'),
      sourceArn: topic.topicArn,
    });
    const subscription = new Subscription(this, `${id}Subscription`, {
      topic,
      protocol: SubscriptionProtocol.LAMBDA,
      endpoint: lambda.functionArn,
      deadLetterQueue: this.queue,
    });
    // After the permission, without which SNS does not retry.
    subscription.node.addDependency(lambda);
  }
}

/**
 * The Security Hub product for findings of the account's own tools.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html
 */
function securityHubProductArn(stack: Stack): string {
  return stack.formatArn({
    service: 'securityhub',
    resource: 'product',
    resourceName: `${stack.account}/default`,
  });
}
