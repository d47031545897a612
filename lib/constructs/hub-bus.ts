import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  AccountPrincipal,
  type IPrincipal,
  PolicyStatement,
  StarPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Organization } from '../../src/config/config';
import { ALARM_SOURCE } from './forwarded-alarms';

/**
 * Name of the bus. It is fixed, because forwarders in other regions and accounts must know it. So each region of an
 * account can have one hub.
 */
const HUB_BUS_NAME = 'regionsweep';

/**
 * The bus that forwarders send to. It accepts calls and the alarms of forwarders from the configured accounts, and
 * nothing else. Forwarders of its own account need no permission in the policy of the bus.
 *
 * @param organization the accounts that may send calls, in addition to this account.
 * @param sources `source` of the calls, for example `aws.ec2`.
 */
export function createHubBus(
  scope: Construct,
  organization: Organization | undefined,
  sources: readonly string[],
): EventBus {
  const bus = new EventBus(new Construct(scope, 'Hub'), 'Bus', {
    eventBusName: HUB_BUS_NAME,
    description: 'RegionSweep: receives the calls of every region and account',
  });
  const allow = (sid: string, principals: IPrincipal[], conditions = {}): void => {
    bus.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals,
        actions: ['events:PutEvents'],
        resources: [bus.eventBusArn],
        conditions: {
          // Only AWS can set a source that begins with `aws.`, so only events of AWS pass.
          'ForAllValues:StringEquals': { 'events:source': [...sources, ALARM_SOURCE] },
          ...conditions,
        },
      }),
    );
  };
  const { id, accounts = [] } = organization ?? {};
  if (id !== undefined) {
    // One statement for all accounts: a list of accounts could exceed the limit of 10,240 characters.
    allow('OrganizationSendsCalls', [new StarPrincipal()], {
      StringEquals: { 'aws:PrincipalOrgID': id },
    });
  }
  if (accounts.length > 0) {
    allow(
      'ListedAccountsSendCalls',
      accounts.map((account) => new AccountPrincipal(account)),
    );
  }
  return bus;
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
