import { factsOfKey } from '../../src/trail/find/trail-key';
import { withAdvice } from '../deployment/aws-failure';
import { EXIT_DONE, EXIT_FAILURE } from '../exit-codes';
import { UsageError } from '../flags/usage-error';
import { historyInputs } from '../history/history-inputs';
import { s3LocationOf } from '../sources/s3-location';
import type { Terminal } from '../terminal';
import { type BackfillFlags, backfillPartOf } from './backfill-flags';

/** `backfill`. @returns the exit code. */
export async function backfill(
  given: string | undefined,
  flags: BackfillFlags,
  terminal: Terminal,
): Promise<number> {
  const part = backfillPartOf(flags);
  const path = given ?? (await pathOfTrail(terminal));
  const location = s3LocationOf(path);
  // Loaded on demand: a usage error does not need the AWS SDK.
  const { listTrail } = await import('./list-trail');
  const { objects, problems } = await listTrail(path, part);
  const { stderr } = terminal;
  for (const { file, message } of problems) {
    stderr.write(`error: ${file}: ${message}\n`);
  }
  const files = [...objects].sort((a, b) => writtenAt(a.key) - writtenAt(b.key));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size = `${files.length} trail files, ${(bytes / 1e6).toFixed(1)} MB`;
  if (flags.dryRun) {
    stderr.write(`${size} would be announced.\n`);
  } else {
    const advice = {
      what: 'The queue of trail files',
      page: 'docs/deployment.md',
      section: 'Backfill',
    };
    const { announce, openTrailQueue } = await import('./trail-queue');
    await withAdvice(advice, async () => {
      const queue = await openTrailQueue(flags);
      await announce(
        queue,
        files.map(({ key, bytes: size }) => ({ bucket: location.bucket, key, bytes: size })),
        (count) => stderr.write(`Announced ${count} of ${files.length}.\n`),
      );
    });
    stderr.write(`${size} announced. Watch them: regionsweep coverage, or the dashboard.\n`);
  }
  return problems.length === 0 ? EXIT_DONE : EXIT_FAILURE;
}

/** @throws UsageError if cdk.json names no trail. */
async function pathOfTrail(terminal: Terminal): Promise<string> {
  const { config } = await historyInputs({}, terminal);
  if (config.trail === undefined) {
    throw new UsageError(
      './cdk.json has no key "trail", so the bucket is unknown. Run backfill where your cdk.json is, or name the path: regionsweep backfill s3://my-trail/AWSLogs/ --from 2026-01-31',
    );
  }
  const { bucket, prefix } = config.trail;
  return `s3://${bucket}/${prefix === undefined ? '' : `${prefix}/`}AWSLogs/`;
}

/** Files whose names tell no time come first. */
function writtenAt(key: string): number {
  return factsOfKey(key).delivered?.first ?? 0;
}
