import type { DeclareCommand } from '../terminal';
import type { RedriveFlags } from './redrive-flags';

const NOTES = `
Examples:
  regionsweep redrive <UnhandledUrl> --function <FunctionName> --dry-run
  regionsweep redrive <UnhandledUrl> <UndeliveredUrl> --function <FunctionName>
  regionsweep redrive <DeadLettersUrl> --function <FunctionName> \\
    --region <hub region> --queue-profile <profile>

redrive deletes a message when the detector has handled it, even if the detector
ignores the call (of a disabled rule, say). All others stay in the queue.
The detector counts no call twice within lateEventHours. For older messages, see
docs/operations.md first. During the run, other consumers cannot see the
messages for up to 5 min.
You need sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility
on the queues, and lambda:InvokeFunction on the function.
Exit codes: 0 all handled, 1 messages remain or a failure, 2 usage error.`;

/** Declares `redrive`. */
export const declareRedrive: DeclareCommand = (program, terminal, finish) => {
  program
    .command('redrive')
    .description('send the messages of dead-letter queues to the detector again')
    .argument('<queue-url...>', 'the stack outputs UndeliveredUrl, UnhandledUrl or DeadLettersUrl')
    .requiredOption('--function <name>', 'name or ARN of the detector (output FunctionName)')
    .option(
      '--region <region>',
      'AWS region, if an ARN or URL does not name one (default: that of your AWS configuration)',
    )
    .option(
      '--queue-profile <profile>',
      'AWS profile for the queues, if they are in another account than the function',
    )
    .option('--dry-run', 'count the messages, but send and delete nothing')
    .addHelpText('after', NOTES)
    .action(async (urls: string[], flags: RedriveFlags) => {
      const { redrive } = await import('./run-redrive');
      finish(await redrive(urls, flags, terminal));
    });
};
