import { Template } from 'aws-cdk-lib/assertions';
import {
  FULL_CONTEXT,
  hubTemplate,
  stackSetForwarder,
  standAloneForwarder,
  synthesizedApp,
} from './synthesize';

/** A resource as in a template. */
interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are as CloudFormation has them; tests assert on them.
  readonly Properties: any;
  readonly DependsOn?: string | readonly string[];
}

type Resources = Readonly<Record<string, Resource>>;

const CONTEXTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'the defaults': {},
  'an alarm in each forwarder': { forwarderAlarms: 'region' },
  'no alarm in forwarders and no heartbeat': { forwarderAlarms: 'none', heartbeat: false },
  'one rule': { rules: { 'describe-instances': { enabled: false } } },
  everything: FULL_CONTEXT,
};

const TEMPLATES = Object.entries(CONTEXTS).flatMap(([contextName, context]) => {
  const { forwarders, managementForwarders } = synthesizedApp(context);
  return [
    ['hub', hubTemplate(context)],
    ['forwarder on its own', standAloneForwarder(context)],
    ['forwarder of a StackSet', stackSetForwarder(context)],
    ...[...forwarders.slice(0, 1), ...managementForwarders.slice(0, 1)].map(
      (stack) => [stack.node.path, Template.fromStack(stack)] as const,
    ),
  ].map(([name, template]) => [`${name} with ${contextName}`, template] as const);
}) as readonly (readonly [string, Template])[];

describe.each(TEMPLATES)('permissions of rules: %s', (_, template) => {
  const resources: Resources = template.toJSON()['Resources'];
  const rules = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Events::Rule');

  it('exist before the rule, for every target and dead-letter queue', () => {
    expect(rules.length).toBeGreaterThan(0);
    for (const [id, { Properties }] of rules) {
      const before = dependenciesOf(resources, id);
      for (const target of Properties.Targets) {
        const queueId = target.DeadLetterConfig?.Arn['Fn::GetAtt'][0];
        const needed = [
          ...permissionsFor(resources, id, target),
          ...(queueId === undefined ? [] : [queuePolicy(resources, id, queueId)]),
        ];
        expect(needed.length).toBeGreaterThan(0);
        for (const permission of needed) {
          expect([id, [...before]]).toEqual([id, expect.arrayContaining([permission])]);
        }
      }
    }
  });

  it('name no single rule, because then they would follow it', () => {
    const ruleIds = rules.map(([id]) => id);

    const permissions = Object.entries(resources).filter(([, { Type }]) =>
      ['AWS::Lambda::Permission', 'AWS::SQS::QueuePolicy', 'AWS::IAM::Policy'].includes(Type),
    );
    for (const [id] of permissions) {
      const before = dependenciesOf(resources, id);
      expect([id, ruleIds.filter((rule) => before.has(rule))]).toEqual([id, []]);
    }
  });
});

/** Ids of the resources that allow the delivery to a target. Throws if one is missing. */
function permissionsFor(
  resources: Resources,
  ruleId: string,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  target: any,
): string[] {
  if (target.RoleArn !== undefined) {
    const [roleId] = target.RoleArn['Fn::GetAtt'];
    const policies = Object.entries(resources)
      .filter(
        ([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && isOfRole(Properties, roleId),
      )
      .map(([id]) => id);
    const isInline = resources[roleId]?.Properties.Policies !== undefined;
    expect(isInline || policies.length > 0).toBe(true);
    return [roleId, ...policies];
  }
  const [targetId] = target.Arn['Fn::GetAtt'];
  return [
    only(
      resources,
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Permission' &&
        Properties.Principal === 'events.amazonaws.com' &&
        Properties.FunctionName['Fn::GetAtt'][0] === targetId &&
        covers(Properties.SourceArn, resources, ruleId),
    ),
  ];
}

function isOfRole(properties: { Roles?: readonly { Ref: string }[] }, roleId: string): boolean {
  return properties.Roles?.some(({ Ref }) => Ref === roleId) === true;
}

/** Id of the policy of a queue, which must allow the rule to send messages. */
function queuePolicy(resources: Resources, ruleId: string, queueId: string): string {
  return only(
    resources,
    ({ Type, Properties }) =>
      Type === 'AWS::SQS::QueuePolicy' &&
      Properties.Queues[0].Ref === queueId &&
      Properties.PolicyDocument.Statement.some(
        // biome-ignore lint/suspicious/noExplicitAny: as above
        ({ Action, Condition }: any) =>
          Action === 'sqs:SendMessage' &&
          [Condition.ArnLike['aws:SourceArn']]
            .flat()
            .some((pattern) => covers(pattern, resources, ruleId)),
      ),
  );
}

/** Whether a pattern covers a rule, by a name as CloudFormation gives it, and no other account or region. */
function covers(pattern: object, resources: Resources, ruleId: string): boolean {
  const { EventBusName: bus } = resources[ruleId]?.Properties ?? {};
  const text = JSON.stringify(pattern);
  const prefix = text.slice(0, text.indexOf(':rule/'));
  expect(prefix).toMatch(/:events:.*(\{"Ref":"AWS::AccountId"\}|:\d{12})/);
  expect(prefix).not.toContain('*');
  const [, form = ''] = /:rule\/([^"]*)"/.exec(text) ?? [];
  const name = `RegionSweep-${ruleId}-1A2B3C4D5E6F`;
  const regExp = new RegExp(`^${form.replaceAll('*', '.*')}$`);
  return regExp.test(bus === undefined ? name : `regionsweep/${name}`);
}

function only(resources: Resources, isMeant: (resource: Resource) => boolean): string {
  const ids = Object.entries(resources)
    .filter(([, resource]) => isMeant(resource))
    .map(([id]) => id);
  expect(ids).toHaveLength(1);
  return ids[0] as string;
}

/** Ids of all resources that CloudFormation creates before this one. */
function dependenciesOf(resources: Resources, id: string, found = new Set<string>()): Set<string> {
  const { DependsOn = [], ...rest } = resources[id] as Resource;
  const referenced = JSON.stringify(rest).matchAll(/\{"(?:Ref":|Fn::GetAtt":\[)"([A-Za-z0-9]+)"/g);
  for (const dependency of [DependsOn, ...[...referenced].map(([, name = '']) => name)].flat()) {
    if (dependency in resources && !found.has(dependency)) {
      found.add(dependency);
      dependenciesOf(resources, dependency, found);
    }
  }
  return found;
}
