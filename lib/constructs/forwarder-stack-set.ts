import { Aws, CfnStackSet } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Template } from '../forwarder-template';

/**
 * Forwarders in every account of the organizational units, including accounts that join later. The account that
 * deploys it must be a delegated administrator of StackSets. StackSets never reach the management account.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
 *
 * @param units organizational units, or the root, whose accounts receive forwarders.
 */
export function createForwarderStackSet(
  scope: Construct,
  template: Template,
  hubBusArn: string,
  units: readonly string[],
  regions: readonly string[],
): void {
  new CfnStackSet(new Construct(scope, 'Organization'), 'StackSet', {
    stackSetName: `${Aws.STACK_NAME}-forwarder`,
    description: 'RegionSweep: forwards calls of every region to the hub',
    permissionModel: 'SERVICE_MANAGED',
    callAs: 'DELEGATED_ADMIN',
    templateBody: JSON.stringify(template),
    parameters: [{ parameterKey: 'HubBusArn', parameterValue: hubBusArn }],
    // For the role of the forwarder. CloudFormation chooses its name.
    capabilities: ['CAPABILITY_IAM'],
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    // Operations that do not conflict run at the same time instead of failing.
    managedExecution: { Active: true },
    operationPreferences: {
      regionConcurrencyType: 'PARALLEL',
      maxConcurrentPercentage: 100,
      // An account that is closed or has a region disabled fails. It must not stop the deployment to the others,
      // and in a small organization any lower percentage rounds down to zero accounts.
      failureTolerancePercentage: 100,
    },
    stackInstancesGroup: [
      {
        deploymentTargets: {
          organizationalUnitIds: [...units],
          // This account has its own forwarder stacks and the rules of the hub.
          accountFilterType: 'DIFFERENCE',
          accounts: [Aws.ACCOUNT_ID],
        },
        regions: [...regions],
      },
    ],
  });
}
