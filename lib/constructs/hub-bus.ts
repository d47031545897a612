import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../../src/config/config';
import { ALARM_SOURCE } from './forwarded-alarms';

/**
 * Name of the bus. It is fixed, because forwarders in other regions and accounts must know it. So each region of an
 * account can have one hub.
 */
const HUB_BUS_NAME = 'regionsweep';

export interface HubBusProps {
  /** The accounts that may send calls, in addition to this account. */
  readonly organization?: Organization | undefined;
  /** `source` of the calls, for example `aws.ec2`. */
  readonly sources: readonly string[];
}

/**
 * The bus that forwarders send to. It accepts calls and the alarms of forwarders from the configured accounts, and
 * nothing else. Forwarders of its own account need no permission in the policy of the bus.
 */
export class HubBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { organization, sources }: HubBusProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: HUB_BUS_NAME,
      description: 'RegionSweep: receives the calls of every region and account',
    });
    const allowedSources = [...sources, ALARM_SOURCE];
    if (organization?.id !== undefined) {
      // One statement for all accounts: a list of accounts could exceed the limit of 10,240 characters.
      this.allow('OrganizationSendsCalls', [new StarPrincipal()], allowedSources, organization.id);
    }
    if (organization !== undefined && organization.accounts.length > 0) {
      const accounts = organization.accounts.map((account) => new AccountPrincipal(account));
      this.allow('ListedAccountsSendCalls', accounts, allowedSources);
    }
  }

  private allow(
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
          // Only AWS can set a source that begins with `aws.`, so only events of AWS pass.
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
