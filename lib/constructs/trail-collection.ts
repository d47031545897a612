import { Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Trail } from '../../src/config/config';
import { allow } from './allow';
import { DeadLetterQueue } from './dead-letter-queue';
import { type FindingFunctionProps, findingEnvironment } from './detector-function';
import { ProjectFunction } from './project-function';
import { announceByRule, announceByTopic, keyPrefixOf } from './trail-announcements';

const TIMEOUT_SECONDS = 120;

/** Tries to read a file, 12 min apart, before it becomes a dead letter. */
const MAX_TRIES = 5;

/** The path from the files of a trail to the detector. */
export interface TrailCollection {
  readonly reader: ProjectFunction;
  /** Messages about files that wait to be read. */
  readonly files: Queue;
  /** Messages about files that the reader gave up on. */
  readonly unread: Queue;
  /** Statements that the owners of the S3 bucket and its key may have to add, by the name of the output. */
  readonly statements: Readonly<Record<string, readonly [statement: string, about: string]>>;
}

export interface TrailCollectionProps extends FindingFunctionProps {
  readonly code: Code;
  readonly trail: Trail;
  /** The log of the detector, so that one log has all of detection. */
  readonly logGroup: LogGroup;
}

/** Creates the queue of trail files, what puts messages in it, and the function that reads the files. */
export function createTrailCollection(
  scope: Construct,
  props: TrailCollectionProps,
): TrailCollection {
  const { trail } = props;
  const { queue: unread } = new DeadLetterQueue(scope, 'UnreadFiles');
  const files = new Queue(scope, 'TrailFiles', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(4),
    // What AWS advises for a queue before a function, and longer than the lease of a claim.
    visibilityTimeout: Duration.seconds(6 * TIMEOUT_SECONDS),
    deadLetterQueue: { queue: unread, maxReceiveCount: MAX_TRIES },
  });
  const reader = createReader(scope, props);
  reader.lambda.addEventSource(
    new SqsEventSource(files, {
      batchSize: 10,
      // Bounds the functions that read at once; docs/cost.md#how-far-it-scales says why so many. With reserved concurrency,
      // throttled tries would use up receives.
      maxConcurrency: 40,
      reportBatchItemFailures: true,
    }),
  );
  const { topicArn } = trail;
  if (topicArn === undefined) {
    announceByRule(scope, { trail, files, unread });
  } else {
    announceByTopic(scope, { topicArn, files });
  }
  return { reader, files, unread, statements: statementsFor(scope, trail, reader) };
}

function createReader(scope: Construct, props: TrailCollectionProps): ProjectFunction {
  const { code, config, trail, stateTable, findingsTopic, archiveTopic, logGroup } = props;
  const reader = new ProjectFunction(new Construct(scope, 'TrailReader'), 'Function', {
    description: 'RegionSweep: reads the files of the trail and hands their calls to detection',
    code,
    logGroup,
    memorySize: 512,
    timeout: Duration.seconds(TIMEOUT_SECONDS),
    environment: {
      ...findingEnvironment(props),
      TRAIL_BUCKET: trail.bucket,
      ...(trail.prefix !== undefined && { TRAIL_PREFIX: trail.prefix }),
      ...(trail.region !== undefined && { TRAIL_REGION: trail.region }),
      ...(config.collection === 'both' && { COMPARES_PATHS: 'true' }),
    },
  });
  stateTable.grantDetection(reader.lambda);
  findingsTopic.grantPublishing(reader.lambda);
  archiveTopic.grantPublishing(reader.lambda);
  allow(reader.lambda, ['s3:GetObject'], objectsOf(scope, trail));
  // Without it, S3 answers that access is denied, not that an object is gone.
  allow(reader.lambda, ['s3:ListBucket'], bucketOf(scope, trail));
  if (trail.keyArn !== undefined) {
    allow(reader.lambda, ['kms:Decrypt'], trail.keyArn);
  }
  return reader;
}

/**
 * The statements that let the reader in. A bucket that a topic announces, and its key, may belong to another account,
 * whose policies then have the last word. A rule only sees buckets of its own account.
 */
function statementsFor(
  scope: Construct,
  trail: Trail,
  { lambda }: ProjectFunction,
): TrailCollection['statements'] {
  const statement = (sid: string, actions: readonly string[], resources: readonly string[]) =>
    Stack.of(scope).toJsonString({
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: lambda.role?.roleArn },
      Action: actions,
      Resource: resources,
    });
  return {
    ...(trail.topicArn !== undefined && {
      TrailBucketPolicyStatement: [
        statement(
          'RegionSweepReadsTrailFiles',
          ['s3:GetObject', 's3:ListBucket'],
          [bucketOf(scope, trail), objectsOf(scope, trail)],
        ),
        `If ${trail.bucket} is in another account: the statement to add to its bucket policy`,
      ],
    }),
    ...(trail.keyArn !== undefined && {
      // In a key policy, `*` is the key itself.
      TrailKeyPolicyStatement: [
        statement('RegionSweepDecryptsTrailFiles', ['kms:Decrypt'], ['*']),
        'If the key is in another account, or its policy does not admit roles by IAM policies: the statement to add to it',
      ],
    }),
  };
}

function bucketOf(scope: Construct, { bucket }: Trail): string {
  return `arn:${Stack.of(scope).partition}:s3:::${bucket}`;
}

/** The log files, and what else CloudTrail writes next to them. */
function objectsOf(scope: Construct, trail: Trail): string {
  return `${bucketOf(scope, trail)}/${keyPrefixOf(trail)}*`;
}
