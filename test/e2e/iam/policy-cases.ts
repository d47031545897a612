import { FULL_CONTEXT } from '../../infra/synthesize';
import { type DeployedResource, type DeployedStack, HUB_ACCOUNT } from './deployed-stack';
import { type DeployedHub, ORGANIZATION_ID } from './hub';
import type { IamRequest } from './simulator';

/** A request, and whether AWS must allow it. */
export interface PolicyCase {
  readonly what: string;
  readonly isAllowed: boolean;
  readonly request: IamRequest;
}

const [LISTED_ACCOUNT = ''] = FULL_CONTEXT.organization.accounts;
const STRANGER = '123412341234';
const EVENTS = 'events.amazonaws.com';
const PUT_EVENTS = 'events:PutEvents';

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

/** Events on the hub bus, by senders of every kind. AWS itself refuses `aws.` sources of customers, whatever the policy. */
function busCases(hub: DeployedHub): PolicyCase[] {
  const [role] = hub.forwarder.all('AWS::IAM::Role') as [DeployedResource];
  const send = (account: string, organization: string | undefined, source: string): IamRequest => {
    const base = hub.byRole(role, {
      action: PUT_EVENTS,
      resource: hub.busArn,
      context: { 'events:source': [source], 'aws:PrincipalAccount': account },
    });
    const { 'aws:PrincipalOrgID': _own, ...context } = base.context;
    return {
      ...base,
      principal: role.arn.replace(LISTED_ACCOUNT, account),
      context: {
        ...context,
        ...(organization !== undefined && { 'aws:PrincipalOrgID': organization }),
      },
    };
  };
  const sources = [...new Set(hub.stack.all('AWS::Events::Rule').flatMap(onBus(hub)))];
  return [
    ...sources.flatMap((source) => [
      allowed(`the organization sends ${source}`, send('777788889999', ORGANIZATION_ID, source)),
      allowed(`a listed account sends ${source}`, send(LISTED_ACCOUNT, undefined, source)),
      denied(`another organization sends ${source}`, send(STRANGER, 'o-other12345', source)),
      denied(`an account without organization sends ${source}`, send(STRANGER, undefined, source)),
    ]),
    denied(
      'the organization sends custom.app',
      send('777788889999', ORGANIZATION_ID, 'custom.app'),
    ),
    denied('the organization sends aws.s3', send('777788889999', ORGANIZATION_ID, 'aws.s3')),
    denied(
      'the organization sends regionsweep',
      send('777788889999', ORGANIZATION_ID, 'regionsweep'),
    ),
    // Within an account, the role is enough; the policy of the bus is not asked.
    allowed('a role of the hub account sends aws.ec2', send(HUB_ACCOUNT, undefined, 'aws.ec2')),
  ];
}

/** The sources of events from forwarders that the rules on the hub bus wait for. */
function onBus(hub: DeployedHub): (rule: DeployedResource) => readonly string[] {
  const name = hub.busArn.split('/').at(-1);
  return ({ properties: { EventBusName, EventPattern } }) =>
    EventBusName === name
      ? (EventPattern.source as readonly string[]).filter((source) => source.startsWith('aws.'))
      : [];
}

/** EventBridge uses the targets and the dead-letter queues of each rule, for this rule and no other. */
function ruleCases(stack: DeployedStack, hub: DeployedHub): PolicyCase[] {
  return stack.all('AWS::Events::Rule').flatMap((rule) =>
    (rule.properties.Targets as readonly Target[]).flatMap(({ Arn, RoleArn, DeadLetterConfig }) => {
      const letters = DeadLetterConfig?.Arn;
      return [
        ...(letters === undefined ? [] : bySourceArn(hub, 'sqs:SendMessage', letters, rule.arn)),
        ...(RoleArn === undefined
          ? bySourceArn(hub, actionOn(Arn), Arn, rule.arn)
          : withRole(hub, Arn, RoleArn)),
      ];
    }),
  );
}

interface Target {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
}

function bySourceArn(
  hub: DeployedHub,
  action: string,
  resource: string,
  rule: string,
): PolicyCase[] {
  const send = (from: string, context = {}): IamRequest =>
    hub.byService(EVENTS, {
      action,
      resource,
      context: { 'aws:SourceArn': from, 'aws:SourceAccount': from.split(':')[4] ?? '', ...context },
    });
  const what = `${action} on ${resource}`;
  return [
    allowed(`the rule ${rule}: ${what}`, send(rule)),
    denied(`another rule: ${what}`, send(rule.replace(/rule\/.*/, 'rule/other'))),
    denied(`a rule of another account: ${what}`, send(rule.replace(/\d{12}/, STRANGER))),
    ...(action.startsWith('sqs:')
      ? [denied(`without TLS: ${what}`, send(rule, { 'aws:SecureTransport': 'false' }))]
      : []),
  ];
}

function withRole(hub: DeployedHub, target: string, roleArn: string): PolicyCase[] {
  const role = hub.role(roleArn);
  const act = (action: string, resource: string, context = {}): IamRequest =>
    hub.byRole(role, { action, resource, context });
  const isBus = target.includes(':event-bus/');
  return [
    allowed(
      `${roleArn} on ${target}`,
      act(actionOn(target), target, isBus ? { 'events:source': ['aws.ec2'] } : {}),
    ),
    denied(
      `${roleArn} on another target`,
      act(actionOn(target), target.replace(/[^:/]+$/, 'other')),
    ),
    allowed(`EventBridge assumes ${roleArn}`, assume(hub, EVENTS, roleArn)),
    denied(`Lambda assumes ${roleArn}`, assume(hub, 'lambda.amazonaws.com', roleArn)),
  ];
}

function actionOn(target: string): string {
  const service = target.split(':')[2] ?? '';
  return (
    {
      lambda: 'lambda:InvokeFunction',
      sqs: 'sqs:SendMessage',
      sns: 'sns:Publish',
      events: PUT_EVENTS,
    }[service] ?? `${service}:?`
  );
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

function assume(hub: DeployedHub, service: string, roleArn: string, context = {}): IamRequest {
  return {
    ...hub.byService(service, { action: 'sts:AssumeRole', resource: roleArn, context }),
    resourcePolicy: hub.role(roleArn).properties.AssumeRolePolicyDocument,
  };
}

function allowed(what: string, request: IamRequest): PolicyCase {
  return { what, isAllowed: true, request };
}

function denied(what: string, request: IamRequest): PolicyCase {
  return { what, isAllowed: false, request };
}
