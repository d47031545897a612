import { Aws, CfnStackSet } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Template } from '../forwarder-template';

export interface ForwarderStackSetProps {
  readonly template: Template;
  readonly hubBusArn: string;
  /** Organizational units, or the root, whose accounts get forwarders. */
  readonly units: readonly string[];
  readonly regions: readonly string[];
}

/**
 * Forwarders in every account of some organizational units, those that join later included. It is deployed from
 * an account that is a delegated administrator of StackSets. StackSets never reach the management account.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
 */
export class ForwarderStackSet extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { template, hubBusArn, units, regions }: ForwarderStackSetProps,
  ) {
    super(scope, id);
    new CfnStackSet(this, 'StackSet', {
      stackSetName: `${Aws.STACK_NAME}-forwarder`,
      description: 'RegionSweep: forwards calls of every region to the hub',
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'DELEGATED_ADMIN',
      templateBody: JSON.stringify(template),
      parameters: [{ parameterKey: 'HubBusArn', parameterValue: hubBusArn }],
      // For the role of the forwarder, which has no name of ours.
      capabilities: ['CAPABILITY_IAM'],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      // Operations that do not conflict run side by side instead of failing.
      managedExecution: { Active: true },
      operationPreferences: {
        regionConcurrencyType: 'PARALLEL',
        maxConcurrentPercentage: 100,
        // A closed account or one where a region is off fails, and must not keep the others from their forwarders.
        // In a small organization any lower percentage is rounded down to no account at all.
        failureTolerancePercentage: 100,
      },
      stackInstancesGroup: [
        {
          deploymentTargets: {
            organizationalUnitIds: [...units],
            // This account has forwarder stacks of its own, and the rules of the hub.
            accountFilterType: 'DIFFERENCE',
            accounts: [Aws.ACCOUNT_ID],
          },
          regions: [...regions],
        },
      ],
    });
  }
}
