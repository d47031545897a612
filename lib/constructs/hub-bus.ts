import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../../src/config/config';
import { ALARM_SOURCE } from './forwarded-alarms';

/**
 * Name of the bus. It is fixed, because forwarders in other regions and accounts have to know it.
 * So there is one hub in a region of an account.
 */
const HUB_BUS_NAME = 'regionsweep';

export interface HubBusProps {
  /** Who besides this account may send. */
  readonly organization?: Organization | undefined;
  /** `source` of the calls, for example `aws.ec2`. */
  readonly sources: readonly string[];
}

/**
 * The bus that forwarders send to. It admits calls and the alarms of forwarders, and nothing else, from the
 * accounts of the configuration. Forwarders of its own account need no leave by the policy of the bus.
 */
export class HubBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { organization, sources }: HubBusProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: HUB_BUS_NAME,
      description: 'RegionSweep: calls from every region and account come in here',
    });
    const admitted = [...sources, ALARM_SOURCE];
    if (organization?.id !== undefined) {
      // One statement for all: a policy that lists accounts would reach the limit of 10,240 characters.
      this.admit('OrganizationSendsCalls', [new StarPrincipal()], admitted, organization.id);
    }
    if (organization !== undefined && organization.accounts.length > 0) {
      const accounts = organization.accounts.map((account) => new AccountPrincipal(account));
      this.admit('ListedAccountsSendCalls', accounts, admitted);
    }
  }

  private admit(
    sid: string,
    principals: (AccountPrincipal | StarPrincipal)[],
    sources: readonly string[],
    organizationId?: string,
  ): void {
    this.bus.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        principals,
        actions: ['events:PutEvents'],
        resources: [this.bus.eventBusArn],
        conditions: {
          // A caller cannot set a source that begins with `aws.`: only what AWS wrote passes.
          'ForAllValues:StringEquals': { 'events:source': sources },
          ...(organizationId !== undefined && {
            StringEquals: { 'aws:PrincipalOrgID': organizationId },
          }),
        },
      }),
    );
  }
}

/** ARN of the hub bus in a region, in the account and partition that a stack is deployed to. */
export function hubBusArn(stack: Stack, region: string): string {
  return stack.formatArn({
    service: 'events',
    region,
    resource: 'event-bus',
    resourceName: HUB_BUS_NAME,
  });
}
