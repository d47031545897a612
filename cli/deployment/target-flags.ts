import type { Command } from 'commander';
import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';
import { addStackFlags, checkStackFlags, type StackFlags } from './stack-flags';

/** Which deployment, and which table, as given. */
export interface TargetFlags extends StackFlags {
  readonly table?: string;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const TABLE = /^[\w.-]{3,255}$/;

export function addTargetFlags(command: Command): Command {
  return addStackFlags(command).option(
    '--table <name>',
    'name of the table, if you cannot read the stack (stack output TableName)',
  );
}

/** @throws UsageError */
export function checkTargetFlags({ table, ...target }: TargetFlags): void {
  checkStackFlags(target);
  if (table !== undefined && !TABLE.test(table)) {
    throw new UsageError(
      `--table: ${shownValue(table)} is not the name of a DynamoDB table. Use the stack output TableName.`,
    );
  }
}
