import type { DeclareCommand } from '../terminal';
import type { RedriveFlags } from './redrive-flags';

const NOTES = `
Examples:
  regionsweep redrive <UnhandledUrl> --function <FunctionName> --dry-run
  regionsweep redrive <UnhandledUrl> <UndeliveredUrl> --function <FunctionName>
  regionsweep redrive <DeadLettersUrl> --function <FunctionName> \\
    --region <hub region> --queue-profile <profile>

A message is deleted when the detector has handled it, even if the detector
ignores its call, for example of a disabled rule. All others stay in the queue.
The detector counts no call twice within lateEventHours. For older messages, see
docs/operations.md first. During the run, other consumers cannot see the
messages for up to 5 min.
It needs sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility
on the queues, and lambda:InvokeFunction on the function.
Exit codes: 0 all handled, 1 a message stays, or a failure, 2 usage error.`;

/** Declares `redrive`. */
export const declareRedrive: DeclareCommand = (program, terminal, finish) => {
  program
    .command('redrive')
    .description('send the messages of dead-letter queues to the detector again')
    .argument('<queue-url...>', 'the outputs UndeliveredUrl, UnhandledUrl and DeadLettersUrl')
    .requiredOption('--function <name>', 'name or ARN of the detector: the output FunctionName')
    .option(
      '--region <region>',
      'region where an ARN or URL does not name it (default: that of your AWS settings)',
    )
    .option(
      '--queue-profile <profile>',
      'AWS profile for the queues, if they are in another account than the function',
    )
    .option('--dry-run', 'only look: send nothing and delete nothing')
    .addHelpText('after', NOTES)
    .action(async (urls: string[], flags: RedriveFlags) => {
      const { redrive } = await import('./run-redrive');
      finish(await redrive(urls, flags, terminal));
    });
};
