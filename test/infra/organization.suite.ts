import { forwarderStackSetName } from '../../lib/constructs/forwarder-stack-set';
import { REGION_NAMES } from '../../src/config/aws-regions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { WATCH_CATEGORIES } from '../../src/detection/watched/watch-catalog';
import {
  FULL_CONTEXT,
  HOME_REGION,
  hubTemplate,
  inventoryOf,
  organizationTemplate,
  resourcesOf,
  stackSetForwarder,
  standAloneForwarder,
  synthesizedApp,
} from './synthesize';

const STACK_SET = 'AWS::CloudFormation::StackSet';

/** The longest template body that CloudFormation accepts, in bytes. */
const MAX_TEMPLATE_BODY = 51_200;

/** The longest template in S3 that CloudFormation accepts, in bytes. */
const MAX_TEMPLATE = 1_000_000;

describe('the organization stack', () => {
  it('exists only if units are given', () => {
    expect(synthesizedApp({ organization: 'o-a1b2c3d4e5' }).organization).toBeUndefined();
    expect(
      synthesizedApp({ organization: { accounts: ['444455556666'] } }).organization,
    ).toBeUndefined();
    expect(synthesizedApp(FULL_CONTEXT).organization?.stackName).toBe('RegionSweepOrganization');
  });

  it('follows the hub, in the same account and region, and needs nothing else from it', () => {
    const { organization, hub } = synthesizedApp(FULL_CONTEXT);

    expect(organization?.dependencies).toEqual([hub]);
    expect(organization?.environment).toBe(hub.environment);
    expect(JSON.stringify(organizationTemplate(FULL_CONTEXT).toJSON())).not.toMatch(
      /ImportValue|GetStackOutput/,
    );
    hubTemplate(FULL_CONTEXT).resourceCountIs(STACK_SET, 0);
  });

  it('holds StackSets and nothing else, in a template that CloudFormation accepts', () => {
    const template = organizationTemplate(FULL_CONTEXT);

    expect(inventoryOf(template)).toEqual({ [STACK_SET]: DEFAULT_CONFIG.regions.length });
    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(MAX_TEMPLATE);
  });

  it('fits into a template with the rules for all watched calls in all regions of AWS', () => {
    const watch = WATCH_CATEGORIES.map(({ id }) => id);
    const template = organizationTemplate({ ...FULL_CONTEXT, watch });
    const bytesPerRegion =
      JSON.stringify(template.toJSON(), null, 1).length / DEFAULT_CONFIG.regions.length;

    expect(bytesPerRegion * REGION_NAMES.length).toBeLessThan(MAX_TEMPLATE);
  });
});

describe('the StackSets of an organization', () => {
  const stackSets = resourcesOf(organizationTemplate(FULL_CONTEXT), STACK_SET).map(
    ({ properties }) => properties,
  );

  it('are one per region, that of the hub too, so that a denied region fails alone', () => {
    const regions = stackSets.map(({ StackInstancesGroup }) => {
      const [{ Regions }, ...others] = StackInstancesGroup;
      expect(others).toEqual([]);
      expect(Regions).toHaveLength(1);
      return Regions[0];
    });

    expect(regions.sort()).toEqual([...DEFAULT_CONFIG.regions].sort());
    expect(regions).toContain(HOME_REGION);
  });

  it('have a name for each region, by which other parts find them', () => {
    for (const { StackSetName, StackInstancesGroup } of stackSets) {
      const [region] = StackInstancesGroup[0].Regions;
      expect(StackSetName).toBe(`RegionSweep-forwarder-${region}`);
      expect(StackSetName).toBe(forwarderStackSetName('RegionSweep', region));
      expect(StackSetName).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
    }
  });

  it('have no account filter, with which CloudFormation would deploy one region after the other', () => {
    for (const { StackInstancesGroup } of stackSets) {
      expect(StackInstancesGroup[0].DeploymentTargets).toEqual({
        OrganizationalUnitIds: ['ou-ab12-cd34ef56'],
      });
    }
  });

  it('are managed by the service, from a delegated administrator, for new accounts as well', () => {
    for (const properties of stackSets) {
      expect(properties).toMatchObject({
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        ManagedExecution: { Active: true },
        Capabilities: ['CAPABILITY_IAM'],
      });
    }
  });

  it('continue if single accounts fail', () => {
    for (const { OperationPreferences } of stackSets) {
      expect(OperationPreferences).toEqual({
        MaxConcurrentPercentage: 100,
        FailureTolerancePercentage: 100,
      });
    }
  });

  it('start in the region of the hub, and then in all others at the same time', () => {
    const dependencies = Object.values(
      organizationTemplate(FULL_CONTEXT).findResources(STACK_SET),
    ).map(({ DependsOn = [], Properties }) => [
      Properties.StackInstancesGroup[0].Regions[0],
      DependsOn,
    ]);

    for (const [region, dependsOn] of dependencies) {
      expect(dependsOn).toEqual(
        region === HOME_REGION ? [] : [`Forwarders${HOME_REGION.replaceAll('-', '')}`],
      );
    }
  });

  it('deploy the forwarder template for StackSets, small enough to be given inline', () => {
    for (const { TemplateBody, Parameters } of stackSets) {
      expect(JSON.parse(TemplateBody)).toEqual(stackSetForwarder().toJSON());
      expect(Buffer.byteLength(TemplateBody)).toBeLessThan(MAX_TEMPLATE_BODY);
      const hubBus = [
        `arn:aws:events:${HOME_REGION}:`,
        { Ref: 'AWS::AccountId' },
        ':event-bus/regionsweep',
      ];
      expect(Parameters).toEqual([
        { ParameterKey: 'HubBusArn', ParameterValue: { 'Fn::Join': ['', hubBus] } },
      ]);
    }
  });
});

describe('the forwarder template for StackSets', () => {
  const { Conditions, Resources, Outputs } = stackSetForwarder().toJSON();
  const OUTSIDE = 'IsOutsideHubAccount';
  const accountOfHub = { 'Fn::Select': [4, { 'Fn::Split': [':', { Ref: 'HubBusArn' }] }] };

  it('deploys nothing in the account of the hub but a placeholder, which a stack must have', () => {
    const everywhere = Object.entries<{ Type: string; Condition?: string }>(Resources)
      .filter(([, { Condition }]) => Condition === undefined)
      .map(([, { Type }]) => Type);

    expect(everywhere).toEqual(['AWS::CloudFormation::WaitConditionHandle']);
    for (const { Condition } of Object.values<{ Condition?: string }>(Outputs)) {
      expect(Condition).toBe(OUTSIDE);
    }
    expect(Conditions[OUTSIDE]).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, accountOfHub] }],
    });
    for (const [name, condition] of Object.entries(Conditions)) {
      if (name !== OUTSIDE) {
        expect(condition).toEqual({ 'Fn::And': [{ Condition: OUTSIDE }, expect.anything()] });
      }
    }
  });

  it('is otherwise the template that others deploy by hand, which has no such condition', () => {
    const byHand = standAloneForwarder().toJSON();
    const { Placeholder: _, ...forwarder } = Resources;

    const withoutConditions = (resources: object) =>
      Object.entries(resources).map(([id, { Condition: __, ...resource }]) => [id, resource]);
    expect(withoutConditions(forwarder)).toEqual(withoutConditions(byHand['Resources']));
    expect(JSON.stringify(byHand)).not.toContain(OUTSIDE);
  });
});
