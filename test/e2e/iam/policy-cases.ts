import { type DeployedResource, HUB_ACCOUNT } from './deployed-stack';
import { busCases, ruleCases } from './event-cases';
import type { DeployedHub } from './hub';
import { allowed, assume, denied, type PolicyCase, STRANGER } from './policy-case';
import type { IamRequest } from './simulator';

/** Every request between the parts of a deployment, and requests that must fail. */
export function policyCases(hub: DeployedHub): PolicyCase[] {
  return [
    ...busCases(hub),
    ...ruleCases(hub.stack, hub),
    ...ruleCases(hub.forwarder, hub),
    ...alarmCases(hub),
    ...trustCases(hub),
    ...topicCases(hub),
  ];
}

/** CloudWatch publishes the alarms of this account to the topics that they name, by way of the key. */
function alarmCases(hub: DeployedHub): PolicyCase[] {
  const { keyArn } = hub.surroundings('detector');
  const topics = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    hub.stack.all(type).flatMap(({ properties }) => properties.AlarmActions ?? []),
  );
  const uses = [
    ...[...new Set<string>(topics)].map((topic) => ['sns:Publish', topic] as const),
    ['kms:Decrypt', keyArn] as const,
    ['kms:GenerateDataKey', keyArn] as const,
  ];
  const act = (action: string, resource: string, account: string): IamRequest =>
    hub.byService('cloudwatch.amazonaws.com', {
      action,
      resource,
      context: { 'aws:SourceAccount': account },
    });
  return [
    ...uses.flatMap(([action, resource]) => [
      allowed(`alarms: ${action} on ${resource}`, act(action, resource, HUB_ACCOUNT)),
      denied(`alarms of others: ${action} on ${resource}`, act(action, resource, STRANGER)),
    ]),
    ...hub.stack
      .all('AWS::SNS::Topic')
      .filter(({ arn }) => !topics.includes(arn))
      .map(({ arn }) => denied(`alarms on ${arn}`, act('sns:Publish', arn, HUB_ACCOUNT))),
    denied('alarms delete the key', act('kms:ScheduleKeyDeletion', keyArn, HUB_ACCOUNT)),
  ];
}

/** Scheduler assumes its role for the schedules of the group, to invoke the follow-up and to keep what fails. */
function trustCases(hub: DeployedHub): PolicyCase[] {
  const { variables } = hub.surroundings('follow-up');
  const [roleArn = '', letters = ''] = [
    variables['SCHEDULE_ROLE_ARN'],
    variables['DEAD_LETTER_ARN'],
  ];
  const [group] = hub.stack.all('AWS::Scheduler::ScheduleGroup') as [DeployedResource];
  const scheduler = 'scheduler.amazonaws.com';
  const from = (account: string, arn: string) =>
    assume(hub, scheduler, roleArn, { 'aws:SourceAccount': account, 'aws:SourceArn': arn });
  const role = hub.role(roleArn);
  const followUp = hub.functionOf('follow-up').arn;
  const pass = { action: 'iam:PassRole', resource: roleArn };
  const followUpRole = hub.role(hub.functionOf('follow-up').properties.Role);
  return [
    allowed('Scheduler assumes its role', from(HUB_ACCOUNT, group.arn)),
    denied('Scheduler for another group', from(HUB_ACCOUNT, `${group.arn}-other`)),
    denied('Scheduler for another account', from(STRANGER, group.arn)),
    allowed(
      'Scheduler invokes the follow-up',
      hub.byRole(role, { action: 'lambda:InvokeFunction', resource: followUp }),
    ),
    allowed(
      'Scheduler keeps what fails',
      hub.byRole(role, { action: 'sqs:SendMessage', resource: letters }),
    ),
    denied(
      'Scheduler invokes the detector',
      hub.byRole(role, {
        action: 'lambda:InvokeFunction',
        resource: hub.functionOf('detector').arn,
      }),
    ),
    denied(
      'the follow-up passes its role to Lambda',
      hub.byRole(followUpRole, {
        ...pass,
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      }),
    ),
  ];
}

/** SNS invokes subscribed functions, and keeps what fails. */
function topicCases(hub: DeployedHub): PolicyCase[] {
  const sns = 'sns.amazonaws.com';
  return hub.stack
    .all('AWS::SNS::Subscription')
    .filter(({ properties }) => properties.Protocol === 'lambda')
    .flatMap(({ properties: { TopicArn, Endpoint, RedrivePolicy } }) => {
      const act = (action: string, resource: string, topic: string): IamRequest =>
        hub.byService(sns, { action, resource, context: { 'aws:SourceArn': topic } });
      const letters = RedrivePolicy?.deadLetterTargetArn;
      const uses = [
        ['lambda:InvokeFunction', Endpoint] as const,
        ...(letters === undefined ? [] : [['sqs:SendMessage', letters] as const]),
      ];
      return uses.flatMap(([action, resource]) => [
        allowed(`${TopicArn}: ${action} on ${resource}`, act(action, resource, TopicArn)),
        denied(
          `another topic: ${action} on ${resource}`,
          act(action, resource, `${TopicArn}-other`),
        ),
      ]);
    });
}
