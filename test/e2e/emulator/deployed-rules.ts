import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { Clients } from './clients';

/** A rule as it was deployed. */
export interface DeployedRule {
  readonly region: string;
  readonly bus: string;
  readonly name: string;
  readonly state: string;
  /** Parsed; none for rules on a schedule. */
  readonly pattern?: unknown;
  readonly targets: readonly Target[];
}

/** The rules on a bus. */
export async function readRules(
  clients: Clients,
  region: string,
  bus: string,
): Promise<DeployedRule[]> {
  const client = clients.events(region);
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: bus }));
  return Promise.all(
    Rules.map(async ({ Name = '', State = '', EventPattern }) => {
      const { Targets = [] } = await client.send(
        new ListTargetsByRuleCommand({ Rule: Name, EventBusName: bus }),
      );
      return {
        region,
        bus,
        name: Name,
        state: State,
        ...(EventPattern !== undefined && { pattern: JSON.parse(EventPattern) as unknown }),
        targets: Targets,
      };
    }),
  );
}
