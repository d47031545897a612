import { type Check, checkOf, type Problem } from './check';
import type { Facts } from './facts';
import { deliveryProblems, judgeAnnouncements } from './judge-announcements';
import { partition } from './look';
import { DENIED_MINUTES, type ReaderFacts, type TrailPathFacts } from './trail-facts';

const MS_PER_HOUR = 3_600_000;

/** CloudTrail writes a file about every 5 min in a region with calls. */
const MAX_AGE_HOURS = 24;

const WHY =
  'A trail file that S3 does not announce, or that the trail reader cannot read, brings no calls.';

/** Do files of the trail reach the trail reader? */
export function judgeTrailFiles({ trailPath, trails, at, region }: Facts): Check {
  const path = partition([trailPath]);
  const [facts] = path.values;
  if (facts === undefined) {
    return checkOf('trail-files', {
      looked: 'whether the hub reads trail files',
      why: WHY,
      fine: ['The hub reads no trail files: collection is eventbridge.'],
      unseen: path.unseen,
    });
  }
  const { bucket, prefix, bucketRegion, newestFile, reader, topicArn } = facts;
  const [file] = partition([newestFile]).values;
  const seenTrails = partition([trails]).values.flat();
  const announced = judgeAnnouncements(facts, seenTrails, region);
  return checkOf('trail-files', {
    looked: `the S3 bucket ${bucket}, its newest trail file below ${prefix === undefined ? 'AWSLogs/' : `${prefix}/AWSLogs/`}, and what brings its files to the trail reader`,
    why: WHY,
    fine: [
      `The newest file is ${file?.key}, and ${topicArn ?? 'EventBridge'} announces files.${waitingText(reader)}`,
    ],
    problems: [
      ...bucketProblems(facts),
      ...fileProblems(facts),
      ...announced.problems,
      ...deliveryProblems(facts, seenTrails),
      ...(reader === undefined ? [] : readerProblems(reader, region, topicArn)),
    ],
    undecided: file === undefined ? [] : ageProblems(file.writtenAt, at, bucket),
    unseen: [
      ...partition<unknown>([bucketRegion, newestFile, ...(file ? [file.isGzip] : [])]).unseen,
      ...announced.unseen,
      ...partition<unknown>([
        ...(reader === undefined ? [] : [reader.mapping, reader.waiting, reader.denied]),
        ...(reader?.subscription ? [reader.subscription] : []),
      ]).unseen,
    ],
  });
}

function bucketProblems({ bucket, region, bucketRegion }: TrailPathFacts): Problem[] {
  if (bucketRegion.kind !== 'seen' || bucketRegion.value === region) {
    return [];
  }
  return [
    bucketRegion.value === undefined
      ? {
          found: `There is no S3 bucket ${bucket}.`,
          fix: 'Set trail.bucket to the S3BucketName that this command prints, and deploy: aws cloudtrail describe-trails',
        }
      : {
          found: `The S3 bucket ${bucket} is in ${bucketRegion.value}, but the trail reader looks for it in ${region}.`,
          fix: `Set trail.region to ${bucketRegion.value}, and deploy.`,
        },
  ];
}

function fileProblems({ bucket, prefix, bucketRegion, newestFile }: TrailPathFacts): Problem[] {
  const isThere = bucketRegion.kind !== 'seen' || bucketRegion.value !== undefined;
  if (newestFile.kind !== 'seen' || !isThere) {
    return [];
  }
  const file = newestFile.value;
  if (file === undefined) {
    return [
      {
        found: `The S3 bucket ${bucket} has no trail file below ${prefix === undefined ? '' : `${prefix}/`}AWSLogs/.`,
        fix: 'Set trail.bucket and trail.prefix to the S3BucketName and S3KeyPrefix that this command prints, and deploy: aws cloudtrail describe-trails',
      },
    ];
  }
  return file.isGzip.kind === 'seen' && !file.isGzip.value
    ? [
        {
          found: `The object ${file.key} in the S3 bucket ${bucket} is no gzip file, so it is no trail file.`,
          fix: 'Set trail.bucket and trail.prefix to those of a trail of CloudTrail, and deploy.',
        },
      ]
    : [];
}

function readerProblems(
  { mapping, subscription, denied }: ReaderFacts,
  hub: string,
  topicArn = '',
): Problem[] {
  const problems: Problem[] = [];
  if (mapping.kind === 'seen' && mapping.value === undefined) {
    problems.push({
      found: 'The queue of trail files is no longer the event source of the trail reader.',
      fix: 'CloudFormation does not create it again by itself. Remove collection and trail, deploy, set them again, and deploy.',
    });
  }
  if (mapping.kind === 'seen' && mapping.value && mapping.value.state !== 'Enabled') {
    problems.push({
      found: `The event source of the trail reader is ${mapping.value.state}, and must be Enabled.`,
      fix: `aws lambda update-event-source-mapping --region ${hub} --uuid ${mapping.value.id} --enabled`,
    });
  }
  if (subscription?.kind === 'seen' && subscription.value !== 'confirmed') {
    problems.push({
      found: `The subscription of the queue of trail files to ${topicArn} is ${subscription.value === 'pending' ? 'not confirmed' : 'gone'}.`,
      fix: `Allow the account of the hub to subscribe in the policy of the topic, remove trail.topicArn, deploy, set it again, and deploy. See docs/deployment.md#announce-the-files.`,
    });
  }
  if (denied.kind === 'seen' && denied.value > 0) {
    problems.push({
      found: `In the last ${DENIED_MINUTES} min, S3 denied ${denied.value} ${denied.value === 1 ? 'attempt' : 'attempts'} of the trail reader to read a file.`,
      fix: 'Allow the role of the trail reader in the policies of the S3 bucket and its key, see docs/deployment.md#policies-of-the-trail. Then hand back the files that it gave up on, see docs/operations.md#unread-files.',
    });
  }
  return problems;
}

function ageProblems(writtenAt: Date, now: Date, bucket: string): Problem[] {
  const hours = Math.floor((now.getTime() - writtenAt.getTime()) / MS_PER_HOUR);
  return hours < MAX_AGE_HOURS
    ? []
    : [
        {
          found: `The newest trail file that doctor found in ${bucket} is ${hours} h old.`,
          fix: 'Check that a trail still writes to it: aws cloudtrail get-trail-status --name <trail>',
        },
      ];
}

function waitingText(reader: ReaderFacts | undefined): string {
  return reader?.waiting.kind === 'seen' ? ` ${reader.waiting.value} files wait to be read.` : '';
}
