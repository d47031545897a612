import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { FULL_CONTEXT, hubTemplate, standAloneForwarder } from './synthesize';
import {
  CORE_TYPES,
  LASTING_TYPES,
  lossesOf,
  lossesOfTypes,
  type TemplateJson,
} from './template-changes';

const [FIRST_RULE = ''] = RULE_IDS;
const EMAILS = ['security@example.org'];

/** Contexts that add, remove and change resources. */
const CONTEXTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no subscriber': { subscribers: 'none' },
  'an organization': { slack: FULL_CONTEXT.slack, organization: FULL_CONTEXT.organization },
  'few regions and one rule, without heartbeat': {
    emails: EMAILS,
    heartbeat: false,
    regions: 'us-east-1,eu-west-1',
    rules: { [FIRST_RULE]: { enabled: false } },
  },
  everything: { ...FULL_CONTEXT, securityHub: true },
};

const NAMES = Object.keys(CONTEXTS);

describe('a change of settings, from any to any', () => {
  it.each(NAMES)(
    'replaces nothing that lasts, and removes nothing of the core: from %s',
    (from) => {
      const before = hubFor(from);
      const losses = NAMES.flatMap((to) =>
        lossesOf(before, hubFor(to)).map((loss) => ({ to, ...loss })),
      );

      const replaced = losses.filter(({ impact }) => impact === 'replaced');
      expect(lossesOfTypes(replaced, LASTING_TYPES)).toEqual([]);
      expect(lossesOfTypes(losses, CORE_TYPES)).toEqual([]);
    },
  );

  it('replaces nothing of a forwarder, whose dead letters last', () => {
    const templates = NAMES.map((name) => standAloneForwarder(CONTEXTS[name]).toJSON());
    const losses = templates.flatMap((before) =>
      templates.flatMap((after) => lossesOf(before, after)),
    );

    expect(lossesOfTypes(losses, LASTING_TYPES)).toEqual([]);
  });
});

describe('lossesOf', () => {
  it.each([
    ['a table with another key', { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }],
    ['a topic with a name', { TopicName: 'findings' }],
    ['a bus with another name', { Name: 'other' }],
  ])('sees a replacement: %s', (_, properties) => {
    const before = hubFor('no subscriber');
    const [property = ''] = Object.keys(properties);
    const [id = '', resource] =
      Object.entries(resourcesOf(before)).find(([, { Type }]) => Type === TYPE_WITH[property]) ??
      [];
    const changed = {
      ...resource,
      Properties: { ...(resource?.['Properties'] as object), ...properties },
    };
    const after = { ...before, Resources: { ...resourcesOf(before), [id]: changed } };

    expect(lossesOf(before, after)).toContainEqual({
      id,
      type: TYPE_WITH[property],
      impact: 'replaced',
    });
  });

  it('sees a removal', () => {
    const before = hubFor('no subscriber');
    const [[id = '', resource] = []] = Object.entries(resourcesOf(before));
    const { [id]: _removed, ...others } = resourcesOf(before);

    expect(lossesOf(before, { ...before, Resources: others })).toContainEqual({
      id,
      type: resource?.Type,
      impact: 'removed',
    });
  });
});

const TYPE_WITH: Readonly<Record<string, string>> = {
  KeySchema: 'AWS::DynamoDB::Table',
  TopicName: 'AWS::SNS::Topic',
  Name: 'AWS::Events::EventBus',
};

interface Resource {
  readonly Type: string;
  readonly [member: string]: unknown;
}

function hubFor(name: string): TemplateJson {
  return hubTemplate(CONTEXTS[name]).toJSON();
}

function resourcesOf({ Resources }: TemplateJson): Readonly<Record<string, Resource>> {
  return Resources as Readonly<Record<string, Resource>>;
}
