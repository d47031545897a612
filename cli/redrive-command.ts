import type { Command } from 'commander';
import { redriveQueue } from '../src/redrive/redrive-queue';
import type { RedriveReport } from '../src/redrive/redrive-report';
import { EXIT_DONE, EXIT_FAILURE } from './exit-codes';
import { renderFailure } from './redrive-failure';
import { checkRegion, functionAddressOf, queueAddressOf, type RedriveFlags } from './redrive-flags';
import { renderRedrive, renderStays } from './redrive-summary';
import type { Terminal } from './terminal';

const EXAMPLES = `
Examples:
  regionsweep redrive <UnhandledUrl> <UndeliveredUrl> --function <FunctionName>
  regionsweep redrive <DeadLettersUrl> --function <ARN> --queue-profile member
  regionsweep redrive <UnhandledUrl> --function <FunctionName> --dry-run

Only what the detector is done with is deleted. A call that was counted already is not counted twice.
That is so for lateEventHours after a sweep was found; then its calls, if all come again, are a finding again.
Messages in hand are hidden from others for five minutes at most; what stays is given back at the end.
It needs sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the queues, and
lambda:InvokeFunction on the function.
Exit codes: 0 all was handed over, 1 something stays, 2 the command cannot be used.`;

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
      'AWS profile for the queues, when they are in another account than the function',
    )
    .option('--dry-run', 'look only: hand nothing over and delete nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (urls: string[], flags: RedriveFlags) => {
      finish(await redrive(urls, flags, terminal));
    });
}

async function redrive(
  urls: readonly string[],
  flags: RedriveFlags,
  { stderr }: Terminal,
): Promise<number> {
  const addresses = [...new Set(urls)].map(queueAddressOf);
  const address = functionAddressOf(flags.function);
  const { region, queueProfile: profile, dryRun: isDryRun = false } = flags;
  checkRegion(region);
  // Loaded on demand: other commands do not wait for the AWS SDK.
  const { openFunction, openQueue } = await import('./redrive-clients');
  const detector = await openFunction(address, { region });
  const queues = await Promise.all(addresses.map((one) => openQueue(one, { region, profile })));
  const reports: RedriveReport[] = [];
  for (const [index, queue] of queues.entries()) {
    const queueUrl = addresses[index]?.url ?? '';
    const report = await redriveQueue({ queue, detector, isDryRun });
    reports.push(report);
    stderr.write(renderStays(report, queueUrl));
    if (report.failure !== undefined) {
      stderr.write(renderFailure(report.failure, { queueUrl, functionName: address.name }));
    }
    // What does not take the messages of one queue takes those of no other.
    if (report.failure?.step === 'invoke') {
      break;
    }
  }
  stderr.write(renderRedrive(reports, isDryRun));
  const isDone = reports.every(({ stays, failure }) => stays.length === 0 && failure === undefined);
  return isDone ? EXIT_DONE : EXIT_FAILURE;
}
