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
import { HUB_BUS } from '../../src/config/deployed-names';
import { RULES } from '../../src/detection/rules/rule-catalog';
import { TAMPERING_SOURCES } from '../../src/detection/rules/tampering';
import { WATCHED_SOURCES } from '../../src/detection/watched/watch-patterns';
import { ALARM_SOURCE } from './forwarded-alarms';
import { ruleArn } from './rule-target';

/**
 * `source` of every event that the bus admits: calls of any rule in the catalog, alarms, changes to trails and rules, and
 * watched calls. Calls of disabled rules are admitted too, because forwarders are updated at other times than the hub, and
 * EventBridge does not retry what the policy refuses. The rules of the hub decide which calls count.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const ADMITTED_SOURCES: readonly string[] = [
  ...new Set([
    ...RULES.map(({ match }) => match.source),
    ALARM_SOURCE,
    ...TAMPERING_SOURCES,
    ...WATCHED_SOURCES,
  ]),
];

/**
 * The bus that forwarders send to. It accepts calls and the alarms of forwarders from the configured accounts, and
 * nothing else. Forwarders of its own account need no permission in the policy of the bus.
 *
 * @param organization the accounts that may send calls, in addition to this account.
 */
export function createHubBus(scope: Construct, organization: Organization | undefined): EventBus {
  const bus = new EventBus(new Construct(scope, 'Hub'), 'Bus', {
    eventBusName: HUB_BUS,
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
          'ForAllValues:StringEquals': { 'events:source': [...ADMITTED_SOURCES] },
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
    resourceName: HUB_BUS,
  });
}

/** ARNs of the rules of the hub stack, on the default bus and, for what forwarders send, on the hub bus. */
export function hubRuleArns(
  stack: Stack,
  { hasForwarders }: { readonly hasForwarders: boolean },
): Readonly<Record<string, string>> {
  return {
    DefaultBusRules: ruleArn(stack, `${stack.stackName}-*`),
    ...(hasForwarders && { HubBusRules: ruleArn(stack, `${HUB_BUS}/*`) }),
  };
}
