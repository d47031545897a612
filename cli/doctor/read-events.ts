import {
  DescribeEventBusCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import type { RuleFacts } from '../../src/doctor/facts';
import { type Look, seen } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, isSeen, lookAt } from './look-at';
import type { StackPart } from './read-stacks';

/** The rules of a stack, as they are on these buses now, with their targets. */
export async function readRules(
  region: string,
  parts: readonly StackPart[],
  buses: readonly string[],
): Promise<Look<readonly RuleFacts[]>> {
  const found = await findRules(region, parts, buses);
  return isSeen(found)
    ? seen(await Promise.all(found.value.map((rule) => withTargets(region, rule))))
    : found;
}

async function withTargets(region: string, rule: RuleFacts): Promise<RuleFacts> {
  const { name, bus, state } = rule;
  if (state === undefined) {
    return rule;
  }
  const client = AWS_CLIENTS.events({ region });
  const targets = await lookAt('events:ListTargetsByRule', async () => {
    const { Targets = [] } = await client.send(
      new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus }),
    );
    return Targets.map(({ Arn = '' }) => Arn);
  });
  return { ...rule, targets };
}

function findRules(
  region: string,
  parts: readonly StackPart[],
  buses: readonly string[],
): Promise<Look<readonly RuleFacts[]>> {
  return lookAt('events:ListRules', async () => {
    const perBus = await Promise.all(buses.map((bus) => rulesOn(region, bus)));
    const found = perBus.flat();
    return parts
      .filter(({ type }) => type === 'AWS::Events::Rule')
      .map(({ physicalId }) => {
        // CloudFormation writes `bus|name` for a rule on a bus other than the default one.
        const [name = '', bus] = physicalId.split('|').reverse();
        const rule = found.find((one) => one.name === name && [one.bus, undefined].includes(bus));
        return rule ?? { name, bus: bus ?? 'default', region };
      });
  });
}

/** How many rules a bus has, those of others included. */
export function countRules(region: string, bus: string): Promise<Look<number>> {
  return lookAt('events:ListRules', async () => (await rulesOn(region, bus)).length);
}

/** The account of the credentials, which the ARN of its default bus names. */
export function readAccount(region: string): Promise<Look<string>> {
  return lookAt('events:DescribeEventBus', async () => {
    const { Arn = '' } = await AWS_CLIENTS.events({ region }).send(new DescribeEventBusCommand({}));
    return Arn.split(':')[4] ?? '';
  });
}

async function rulesOn(region: string, bus: string): Promise<RuleFacts[]> {
  const client = AWS_CLIENTS.events({ region });
  const rules = await everyPage(async (NextToken) => {
    const page = await client.send(
      new ListRulesCommand({ EventBusName: bus, ...(NextToken && { NextToken }) }),
    );
    return [page.Rules, page.NextToken];
  });
  return rules.map(({ Name = '', Arn, State, EventPattern }) => ({
    name: Name,
    arn: Arn,
    bus,
    region,
    state: State,
    pattern: EventPattern,
  }));
}

/** The policy of a bus. */
export function readBusPolicy(region: string, bus: string): Promise<Look<string | undefined>> {
  return lookAt('events:DescribeEventBus', async () => {
    const { Policy } = await AWS_CLIENTS.events({ region }).send(
      new DescribeEventBusCommand({ Name: bus }),
    );
    return Policy || undefined;
  });
}
