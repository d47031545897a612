import { redriveQueue } from '../../src/redrive/redrive-queue';
import type { RedriveReport } from '../../src/redrive/redrive-report';
import { EXIT_DONE, EXIT_FAILURE } from '../exit-codes';
import type { Terminal } from '../terminal';
import { renderFailures } from './redrive-failure';
import { checkRegion, functionAddressOf, queueAddressOf, type RedriveFlags } from './redrive-flags';
import { renderRedrive, renderStays } from './redrive-summary';

/** `redrive`. @returns the exit code. */
export async function redrive(
  urls: readonly string[],
  flags: RedriveFlags,
  { stderr }: Terminal,
): Promise<number> {
  const addresses = [...new Set(urls)].map((url) => queueAddressOf(url, process.env));
  const address = functionAddressOf(flags.function);
  const { region, queueProfile: profile, dryRun: isDryRun = false } = flags;
  checkRegion(region);
  // Loaded on demand: what is refused does not wait for the AWS SDK.
  const { openFunction, openQueue } = await import('./redrive-clients');
  const detector = await openFunction(address, { region });
  const queues = await Promise.all(addresses.map((one) => openQueue(one, { region, profile })));
  const reports: RedriveReport[] = [];
  for (const [index, queue] of queues.entries()) {
    const queueUrl = addresses[index]?.url ?? '';
    const report = await redriveQueue({ queue, detector, isDryRun });
    reports.push(report);
    stderr.write(renderStays(report, queueUrl));
    const subject = { queueUrl, functionName: address.name, profile };
    stderr.write(renderFailures(report, subject));
    // What does not take the messages of one queue takes those of no other.
    if (report.failures.some(({ step }) => step === 'invoke')) {
      break;
    }
  }
  stderr.write(renderRedrive(reports, isDryRun));
  const isDone = reports.every(({ stays, failures }) => stays.length + failures.length === 0);
  return isDone ? EXIT_DONE : EXIT_FAILURE;
}
