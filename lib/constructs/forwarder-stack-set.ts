import { CfnStackSet } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Template } from '../forwarder-template';

export interface ForwarderStackSetProps {
  /** Name of the hub stack. */
  readonly hubStackName: string;
  /** The region that it deploys forwarders to. */
  readonly region: string;
  /** Organizational units, or the root, whose accounts receive forwarders. */
  readonly units: readonly string[];
  /** The forwarder template. */
  readonly template: Template;
  /** The value of its parameter. */
  readonly hubBusArn: string;
}

/**
 * Forwarders in one region of every account of the organizational units, including accounts that join later. The
 * account that deploys it must be a delegated administrator of StackSets. StackSets never reach the management account.
 *
 * Each region has a StackSet of its own, because when an account joins, StackSets deploys to one region after the other
 * and stops at the first that fails, for example one that a service control policy denies.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
 */
export function createForwarderStackSet(scope: Construct, props: ForwarderStackSetProps) {
  const { hubStackName, region, units, template, hubBusArn } = props;
  return new CfnStackSet(scope, `Forwarders-${region}`, {
    stackSetName: forwarderStackSetName(hubStackName, region),
    description: `RegionSweep: forwards the calls of ${region} to the hub`,
    permissionModel: 'SERVICE_MANAGED',
    callAs: 'DELEGATED_ADMIN',
    templateBody: JSON.stringify(template),
    parameters: [{ parameterKey: 'HubBusArn', parameterValue: hubBusArn }],
    // For the role of the forwarder. CloudFormation chooses its name.
    capabilities: ['CAPABILITY_IAM'],
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    // Operations that do not conflict run at the same time instead of failing.
    managedExecution: { Active: true },
    // For deployments with CDK. They do not apply to automatic deployments, which tolerate no failure.
    operationPreferences: {
      maxConcurrentPercentage: 100,
      // An account that is closed or denies the region fails. It must not stop the deployment to the others,
      // and in a small organization any lower percentage rounds down to zero accounts.
      failureTolerancePercentage: 100,
    },
    // No filter for accounts: with one, CloudFormation runs an operation for each unit and region, one after the other.
    stackInstancesGroup: [
      { deploymentTargets: { organizationalUnitIds: [...units] }, regions: [region] },
    ],
  });
}

/** Name of the StackSet that deploys the forwarders of a region. */
export function forwarderStackSetName(hubStackName: string, region: string): string {
  return `${hubStackName}-forwarder-${region}`;
}
