import { Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createForwarderStackSet } from './constructs/forwarder-stack-set';
import { hubBusArn } from './constructs/hub-bus';
import type { Template } from './forwarder-template';

export interface OrganizationStackProps extends StackProps {
  /** Name of the hub stack. */
  readonly hubStackName: string;
  /** Region of the hub, and of this stack. */
  readonly hubRegion: string;
  /** Organizational units, or the root, whose accounts receive forwarders. */
  readonly units: readonly string[];
  /** The other regions to forward calls from. */
  readonly furtherRegions: readonly string[];
  /** The forwarder template for StackSets. */
  readonly template: Template;
}

/**
 * The StackSets that deploy forwarders to the accounts of an organization. They have a stack of their own, so that the
 * hub keeps working if they fail. It uses no output of the hub, so it can also be deployed before an update of the hub.
 */
export class OrganizationStack extends Stack {
  constructor(scope: Construct, id: string, props: OrganizationStackProps) {
    const { hubStackName, hubRegion, furtherRegions, units, template, ...stackProps } = props;
    super(scope, id, {
      description: 'RegionSweep: deploys forwarders to the accounts of the organization',
      ...stackProps,
    });
    const shared = { hubStackName, units, template, hubBusArn: hubBusArn(this, hubRegion) };
    const inRegionOfHub = createForwarderStackSet(this, { ...shared, region: hubRegion });
    for (const region of furtherRegions) {
      // In an account that has had no StackSet, the first one creates the roles that all of them use.
      createForwarderStackSet(this, { ...shared, region }).addResourceDependency(inRegionOfHub);
    }
    Tags.of(this).add('application', 'regionsweep');
  }
}
