import type { Command } from 'commander';
import { HUB_STACK } from '../../src/config/deployed-names';
import { shownValue } from '../../src/config/shown-value';
import { checkTarget } from '../doctor/doctor-flags';
import { UsageError } from '../flags/usage-error';

/** Which deployment, as given. */
export interface TargetFlags {
  readonly stack: string;
  readonly region?: string;
  readonly table?: string;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE = /^[\w.-]{3,255}$/;

export function addTargetFlags(command: Command): Command {
  return command
    .option('--stack <name>', 'name of the stack of the hub', HUB_STACK)
    .option('--region <region>', 'region of the hub (default: that of your AWS configuration)')
    .option(
      '--table <name>',
      'name of the table, if you cannot read the stack (stack output TableName)',
    );
}

/** @throws UsageError */
export function checkTargetFlags({ table, ...target }: TargetFlags): void {
  checkTarget(target);
  if (table !== undefined && !TABLE.test(table)) {
    throw new UsageError(
      `--table: ${shownValue(table)} is not the name of a DynamoDB table. Use the stack output TableName.`,
    );
  }
}
