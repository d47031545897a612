import { FULL_CONTEXT } from '../../infra/synthesize';
import { type DeployedResource, type DeployedStack, HUB_ACCOUNT } from './deployed-stack';
import { type DeployedHub, ORGANIZATION_ID } from './hub';
import { allowed, assume, denied, type PolicyCase, STRANGER } from './policy-case';
import type { IamRequest } from './simulator';

const [LISTED_ACCOUNT = ''] = FULL_CONTEXT.organization.accounts;
const EVENTS = 'events.amazonaws.com';
const PUT_EVENTS = 'events:PutEvents';

/** Events on the hub bus, by senders of every kind. AWS itself refuses `aws.` sources of customers, whatever the policy. */
export function busCases(hub: DeployedHub): PolicyCase[] {
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
    denied(
      'the organization sends aws.health',
      send('777788889999', ORGANIZATION_ID, 'aws.health'),
    ),
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
export function ruleCases(stack: DeployedStack, hub: DeployedHub): PolicyCase[] {
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

/** @param resource the queue of a forwarder may take the dead letters of every rule of its account and region. */
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
    ...(resource.includes(`:${HUB_ACCOUNT}:`)
      ? [denied(`another rule: ${what}`, send(rule.replace(/rule\/.*/, 'rule/other')))]
      : []),
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
