import type { Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import {
  FULL_CONTEXT,
  forwarderOfHubAccount,
  HOME_REGION,
  resourcesOf,
  standAloneForwarder,
  synthesizedApp,
} from './synthesize';

describe('forwarders in the account of the hub', () => {
  it('are one in each region that is on by default, but for that of the hub', () => {
    const { forwarders } = synthesizedApp();

    const regions = forwarders.map(({ region }) => region).sort();
    expect(regions).toEqual(DEFAULT_CONFIG.regions.filter((name) => name !== HOME_REGION).sort());
    expect(regions).toHaveLength(16);
  });

  it('are those of the context, opt-in regions too, whether or not it names the region of the hub', () => {
    for (const regions of ['me-south-1,us-east-1', `me-south-1,${HOME_REGION},us-east-1`]) {
      expect(synthesizedApp({ regions }).forwarders.map(({ region }) => region)).toEqual([
        'me-south-1',
        'us-east-1',
      ]);
    }
  });

  it('send to the bus in the region of the hub, in their own account', () => {
    const template = forwarderOfHubAccount({ regions: 'us-east-1' });

    const arn = {
      'Fn::Join': [
        '',
        [`arn:aws:events:${HOME_REGION}:`, { Ref: 'AWS::AccountId' }, ':event-bus/regionsweep'],
      ],
    };
    expect(JSON.stringify(resourcesOf(template, 'AWS::IAM::Role'))).toContain(JSON.stringify(arn));
    for (const { properties } of resourcesOf(template, 'AWS::Events::Rule')) {
      expect(properties.Targets[0].Arn).toEqual(arn);
    }
    expect(template.toJSON()).not.toHaveProperty('Parameters');
  });

  it('need no bootstrap of their regions: no role is assumed, no template uploaded', () => {
    const { app, hub, forwarders } = synthesizedApp();

    const properties = (artifactId: string) =>
      app.synth().getStackArtifact(artifactId).manifest.properties;

    expect(properties(hub.artifactId)).toHaveProperty('assumeRoleArn');
    for (const { artifactId } of forwarders) {
      expect(Object.keys(properties(artifactId) ?? {}).sort()).toEqual([
        'templateFile',
        'terminationProtection',
        'validateOnSynth',
      ]);
    }
  });

  it('are deployed after the hub, which each needs', () => {
    const { hub, forwarders } = synthesizedApp();

    for (const { dependencies } of forwarders) {
      expect(dependencies).toEqual([hub]);
    }
  });
});

describe('the forwarder on its own', () => {
  const template = standAloneForwarder();

  it('takes the bus of the hub as its only parameter, without a default that could be wrong', () => {
    const { Parameters } = template.toJSON();

    expect(Object.keys(Parameters)).toEqual(['HubBusArn']);
    expect(Parameters.HubBusArn).not.toHaveProperty('Default');
  });

  it.each([
    ['arn:aws:events:eu-central-1:111122223333:event-bus/regionsweep', true],
    ['arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/regionsweep', true],
    ['arn:aws:events:eu-central-1:111122223333:rule/regionsweep', false],
    ['arn:aws:events:eu-central-1::event-bus/regionsweep', false],
    ['regionsweep', false],
    ['', false],
  ])('answers whether %j is such a bus with %s', (arn, isAllowed) => {
    const pattern = new RegExp(template.toJSON()['Parameters'].HubBusArn.AllowedPattern);

    expect(pattern.test(arn)).toBe(isAllowed);
  });

  it('needs no bootstrap and no asset', () => {
    const text = JSON.stringify(template.toJSON());

    expect(text).not.toMatch(
      /BootstrapVersion|cdk-bootstrap|cdk-hnb659fds|AssetParameters|S3Bucket/,
    );
    expect(template.toJSON()).not.toHaveProperty('Rules');
  });

  it('names no region and no account, so that it fits any', () => {
    const text = JSON.stringify(template.toJSON());

    expect(text).not.toMatch(/\d{12}(?!\})/);
    expect(text).not.toMatch(/\b(us|eu|ap|ca|sa)-[a-z]+-\d\b/);
  });

  it('lets its role put events on the hub bus and nothing else', () => {
    const [role, ...others] = resourcesOf(template, 'AWS::IAM::Role');

    expect(others).toEqual([]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    expect(
      role?.properties.Policies.flatMap(
        (policy: { PolicyDocument: { Statement: unknown[] } }) => policy.PolicyDocument.Statement,
      ),
    ).toEqual([{ Action: 'events:PutEvents', Effect: 'Allow', Resource: { Ref: 'HubBusArn' } }]);
  });

  it('does not name its role, which would collide with that of another region', () => {
    for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(properties).not.toHaveProperty('RoleName');
    }
  });
});

describe('the alarm of a forwarder', () => {
  const ALARM = 'AWS::CloudWatch::Alarm';
  const inHubAccount = (context: Readonly<Record<string, unknown>>) => {
    return forwarderOfHubAccount({ ...context, regions: 'us-east-1' });
  };
  const alarmRules = (template: Template) =>
    resourcesOf(template, 'AWS::Events::Rule').filter(
      ({ properties }) => properties.EventPattern.source[0] === 'aws.cloudwatch',
    );

  it('exists once per account by default: in the region of the hub', () => {
    const template = standAloneForwarder();

    const { Resources, Conditions } = template.toJSON();
    const conditional = [...resourcesOf(template, ALARM), ...alarmRules(template)];
    expect(conditional.map(({ id }) => Resources[id].Condition)).toEqual([
      'IsInRegionOfHub',
      'IsInRegionOfHub',
    ]);
    expect(Conditions.IsInRegionOfHub).toEqual({
      'Fn::Equals': [
        { Ref: 'AWS::Region' },
        { 'Fn::Select': [3, { 'Fn::Split': [':', { Ref: 'HubBusArn' }] }] },
      ],
    });
  });

  it('does not exist in the account of the hub by default: the heartbeat tests every region there', () => {
    const template = inHubAccount({});

    template.resourceCountIs(ALARM, 0);
    expect(alarmRules(template)).toEqual([]);
  });

  it.each<[string, number]>([
    ['region', 1],
    ['none', 0],
  ])('with forwarderAlarms %s, exists %d times in every forwarder', (forwarderAlarms, count) => {
    const context = { forwarderAlarms };

    for (const template of [standAloneForwarder(context), inHubAccount(context)]) {
      template.resourceCountIs(ALARM, count);
      expect(alarmRules(template)).toHaveLength(count);
      expect(template.toJSON()).not.toHaveProperty('Conditions');
      template.resourceCountIs('AWS::SQS::Queue', 1);
    }
  });
});

describe('forwarders in the management account', () => {
  const { app, managementForwarders } = synthesizedApp(FULL_CONTEXT);

  it('are one in every region, that of the hub too', () => {
    const regions = managementForwarders.map(({ region }) => region).sort();

    expect(regions).toEqual([...DEFAULT_CONFIG.regions].sort());
    expect(new Set(managementForwarders.map(({ account }) => account))).toEqual(
      new Set(['999988887777']),
    );
  });

  it('are in a stage of their own, because `--all` has the credentials of the account of the hub', () => {
    const assembly = app.synth();

    expect(assembly.stacks.map(({ id }) => id)).not.toContainEqual(
      expect.stringContaining('Management'),
    );
    expect(assembly.getNestedAssembly('assembly-Management').stacks).toHaveLength(
      managementForwarders.length,
    );
  });

  it('are not there when no management account is given', () => {
    expect(synthesizedApp({ organization: 'o-a1b2c3d4e5' }).managementForwarders).toEqual([]);
  });
});
