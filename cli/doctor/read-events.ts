import { DescribeEventBusCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import type { RuleFacts } from '../../src/doctor/facts';
import type { Look } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, lookAt } from './look-at';
import type { StackPart } from './read-stacks';

/** The rules of a stack, as they are on these buses now. */
export function readRules(
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

async function rulesOn(region: string, bus: string): Promise<RuleFacts[]> {
  const client = AWS_CLIENTS.events({ region });
  const rules = await everyPage(async (NextToken) => {
    const page = await client.send(
      new ListRulesCommand({ EventBusName: bus, ...(NextToken && { NextToken }) }),
    );
    return [page.Rules, page.NextToken];
  });
  return rules.map(({ Name = '', State, EventPattern }) => ({
    name: Name,
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
