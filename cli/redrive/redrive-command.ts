import type { Command } from 'commander';
import type { Terminal } from '../terminal';
import type { RedriveFlags } from './redrive-flags';

const EXAMPLES = `
Examples:
  regionsweep redrive <UnhandledUrl> <UndeliveredUrl> --function <FunctionName>
  regionsweep redrive <DeadLettersUrl> --function <FunctionName> --region <hub region> --queue-profile member
  regionsweep redrive <UnhandledUrl> --function <FunctionName> --dry-run

Messages that the detector has handled are deleted, also those of calls that it ignores, such as calls of a rule that
is switched off. What was counted is remembered for lateEventHours, and not counted twice. An older call may be
counted again, or meet nothing that was counted beside it: docs/operations.md says what to do then.
Messages in hand are hidden from others for five minutes at most; what stays is given back at the end.
It needs sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queues, and
lambda:InvokeFunction on the function.
Exit codes: 0 all was handed over, 1 something stays or failed, 2 the command cannot be used.`;

/** Declares `redrive`. @param finish takes the exit code. */
export function declareRedrive(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  program
    .command('redrive')
    .description('hand what is in dead-letter queues to the detector again')
    .argument('<queue-url...>', 'outputs UndeliveredUrl, UnhandledUrl, DeadLettersUrl')
    .requiredOption('--function <name>', 'name or ARN of the detector: output FunctionName')
    .option(
      '--region <region>',
      'region of the function, and of queues, where neither ARN nor URL names one (default: that of the environment)',
    )
    .option(
      '--queue-profile <profile>',
      'AWS profile for all queues of a run, when they are in another account than the function',
    )
    .option('--dry-run', 'look only: hand nothing over and delete nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (urls: string[], flags: RedriveFlags) => {
      const { redrive } = await import('./run-redrive');
      finish(await redrive(urls, flags, terminal));
    });
}
