/** What announces new objects to the queue of trail files: a rule or a topic. Neither changes the S3 bucket. */
import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Trail } from '../../src/config/config';
import { hubRuleArns } from './hub-bus';
import { allowRulesToSend, RuleTarget } from './rule-target';

/** How the keys of all files of a trail begin. */
export function keyPrefixOf({ prefix }: Pick<Trail, 'prefix'>): string {
  return prefix === undefined ? 'AWSLogs/' : `${prefix}/AWSLogs/`;
}

/** By the events that S3 sends to the default bus, which are those of buckets in this account and region. */
export function announceByRule(
  scope: Construct,
  { trail, files, unread }: { trail: Trail; files: Queue; unread: Queue },
): void {
  const rules = hubRuleArns(Stack.of(scope), { hasForwarders: false });
  allowRulesToSend(files, rules);
  allowRulesToSend(unread, rules);
  new Rule(scope, 'NewTrailFiles', {
    description: 'RegionSweep: new files of the trail',
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: {
        bucket: { name: [trail.bucket] },
        object: { key: [{ prefix: keyPrefixOf(trail) }] },
      },
    },
    targets: [
      new RuleTarget({ arn: files.queueArn, permissions: [files], deadLetterQueue: unread }),
    ],
  });
}

/** By a topic, of any account and region: that of the trail, or one that the S3 bucket sends its events to. */
export function announceByTopic(
  scope: Construct,
  { topicArn, files }: { topicArn: string; files: Queue },
): void {
  files.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [files.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topicArn } },
    }),
  );
  const { region } = Arn.split(topicArn, ArnFormat.NO_RESOURCE_NAME);
  const subscription = new CfnSubscription(scope, 'TrailTopicSubscription', {
    topicArn,
    protocol: 'sqs',
    endpoint: files.queueArn,
    rawMessageDelivery: true,
    // The region of the topic, which may be another one.
    ...(region !== undefined && { region }),
  });
  // SNS does not try again when a queue refuses a message.
  subscription.node.addDependency(files);
}
