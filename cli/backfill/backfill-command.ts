import { addPartFlags } from '../flags/part-flags';
import type { DeclareCommand } from '../terminal';
import { addQueueFlags, type BackfillFlags } from './backfill-flags';

const NOTES = `
Examples:
  regionsweep backfill --from 2026-01-30 --dry-run
  regionsweep backfill --from 2026-01-30
  regionsweep backfill s3://my-trail/AWSLogs/ --from 2026-01-31T06:00Z --regions eu-west-1

backfill announces trail files to the trail reader of your deployment, the oldest first,
as S3 announces new ones. The detector counts no call twice. An incident of more than
lateEventHours (24) ago sends no alert: it is archived, and counted in one
message an hour.
--from and --to select files by the time in their names, which is minutes after the
calls. Without a path, it takes the bucket and prefix of the key trail in ./cdk.json.
You need s3:ListBucket on the bucket and sqs:SendMessage on the queue TrailFiles.
Exit codes: 0 all announced, 1 a failure, 2 usage error.`;

/** Declares `backfill`. */
export const declareBackfill: DeclareCommand = (program, terminal, finish) => {
  const command = program
    .command('backfill')
    .description('have your deployment read the trail files of a time in the past')
    .argument('[path]', 's3://bucket/prefix of the trail (default: that of ./cdk.json)');
  addPartFlags(addQueueFlags(command))
    .option('--dry-run', 'count the files, but announce none')
    .addHelpText('after', NOTES)
    .action(async (path: string | undefined, flags: BackfillFlags) => {
      const { backfill } = await import('./run-backfill');
      finish(await backfill(path, flags, terminal));
    });
};
