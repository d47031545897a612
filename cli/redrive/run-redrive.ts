import { redriveQueue } from '../../src/redrive/redrive-queue';
import type { RedriveReport } from '../../src/redrive/redrive-report';
import { EXIT_DONE, EXIT_FAILURE } from '../exit-codes';
import type { Terminal } from '../terminal';
import { renderFailures } from './redrive-failure';
import { checkRegion, functionTargetOf, queueTargetOf, type RedriveFlags } from './redrive-flags';
import { renderRedrive, renderStays } from './redrive-summary';

/** `redrive`. @returns the exit code. */
export async function redrive(
  urls: readonly string[],
  flags: RedriveFlags,
  { stderr }: Terminal,
): Promise<number> {
  const queueTargets = [...new Set(urls)].map((url) => queueTargetOf(url, process.env));
  const target = functionTargetOf(flags.function);
  const { region, queueProfile: profile, dryRun: isDryRun = false } = flags;
  checkRegion(region);
  // Loaded on demand: a usage error does not need the AWS SDK.
  const { openFunction, openQueue } = await import('./redrive-clients');
  const detector = await openFunction(target.name, { region: target.region ?? region });
  const queues = await Promise.all(
    queueTargets.map((one) => openQueue(one.url, { region: one.region ?? region, profile })),
  );
  const reports: RedriveReport[] = [];
  for (const [index, queue] of queues.entries()) {
    const queueUrl = queueTargets[index]?.url ?? '';
    const report = await redriveQueue({ queue, detector, isDryRun });
    reports.push(report);
    stderr.write(renderStays(report, queueUrl));
    stderr.write(renderFailures(report, { queueUrl, functionName: target.name, profile }));
    // A function that cannot handle the messages of one queue cannot handle those of another.
    if (report.failures.some(({ step }) => step === 'invoke')) {
      break;
    }
  }
  stderr.write(renderRedrive(reports, isDryRun));
  const isDone = reports.every(({ stays, failures }) => stays.length + failures.length === 0);
  return isDone ? EXIT_DONE : EXIT_FAILURE;
}
