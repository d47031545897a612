import type { Command } from 'commander';
import { HUB_STACK } from '../../src/config/deployed-names';
import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

/** Which deployment, as given. */
export interface StackFlags {
  readonly stack: string;
  readonly region?: string;
}

const STACK = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

export function addStackFlags(command: Command): Command {
  return command
    .option('--stack <name>', 'name of the stack of the hub', HUB_STACK)
    .option('--region <region>', 'region of the hub (default: that of your AWS configuration)');
}

/** @throws UsageError */
export function checkStackFlags({ stack, region }: StackFlags): void {
  if (!STACK.test(stack)) {
    throw new UsageError(
      `--stack: ${shownValue(stack)} is not the name of a stack such as RegionSweep. Use the name of the stack of the hub.`,
    );
  }
  if (region !== undefined && !REGION.test(region)) {
    throw new UsageError(
      `--region: ${shownValue(region)} is not a region such as eu-central-1. Use the region of the hub.`,
    );
  }
}
