import type { Facts } from '../../src/doctor/facts';
import { seen } from '../../src/doctor/look';
import type { FieldCondition, TrailFacts, TrailPathFacts } from '../../src/doctor/trail-facts';
import { denied, HEALTHY, HEALTHY_PATH, HEALTHY_TRAIL } from './healthy-facts';

import { type Case, describeChecks, pathWith } from './judged-cases';

const MANAGEMENT: FieldCondition = { field: 'eventCategory', equals: ['Management'] };
const DAY_MS = 86_400_000;

const TRAIL: readonly Case[] = [
  [
    'an advanced selector for all management events',
    trailWith({ selectors: advanced([MANAGEMENT]) }),
    'ok',
    'for the whole organization',
  ],
  [
    'an advanced selector without KMS',
    trailWith({
      selectors: advanced([
        MANAGEMENT,
        { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      ]),
    }),
    'ok',
    'logs read-only management events',
  ],
  [
    'an advanced selector for writes',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'readOnly', equals: ['false'] }]),
    }),
    'broken',
    'does not record management events that only read',
  ],
  [
    'an advanced selector without EC2',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'eventSource', notStartsWith: ['ec2.'] }]),
    }),
    'broken',
    'does not record all management events of ec2.amazonaws.com that only read',
  ],
  [
    'an advanced selector for some callers',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'userIdentity.arn', startsWith: ['arn:'] }]),
    }),
    'broken',
    'does not record management events that only read',
  ],
  [
    'an advanced selector for data events',
    trailWith({ selectors: advanced([{ field: 'eventCategory', equals: ['Data'] }]) }),
    'broken',
    'does not record management events that only read',
  ],
  ...(['ReadOnly', 'WriteOnly'] as const).map(
    (readWriteType): Case => [
      `a basic selector ${readWriteType}`,
      trailWith({
        selectors: seen({
          basic: [{ includesManagementEvents: true, readWriteType, excludedSources: [] }],
          advanced: [],
        }),
      }),
      readWriteType === 'ReadOnly' ? 'ok' : 'broken',
      'read',
    ],
  ),
  [
    'a trail of one account in an organization',
    trailWith({ isOrganizationTrail: false }),
    'unknown',
    'records this account only',
  ],
];

const FILES: readonly Case[] = [
  ['no trail path', { trailPath: seen(undefined) }, 'ok', 'The hub reads no trail files'],
  ['a hidden trail path', { trailPath: denied('lambda:X') }, 'unknown', 'AWS denied lambda:X'],
  ['no bucket', pathWith({ bucketRegion: seen(undefined) }), 'broken', 'There is no S3 bucket'],
  [
    'a bucket in another region',
    pathWith({ bucketRegion: seen('us-west-2') }),
    'broken',
    'is in us-west-2, but the trail reader looks for it in eu-central-1',
  ],
  [
    'a bucket that cannot be listed',
    pathWith({ newestFile: denied('s3:ListBucket') }),
    'unknown',
    'AWS denied s3:ListBucket',
  ],
  [
    'a prefix that matches nothing',
    pathWith({ prefix: 'logs', newestFile: seen(undefined) }),
    'broken',
    'has no trail file below logs/AWSLogs/',
  ],
  [
    'a file that is no trail file',
    pathWith({ newestFile: fileWith({ isGzip: seen(false) }) }),
    'broken',
    'is no gzip file',
  ],
  [
    'a key that does not decrypt',
    pathWith({ newestFile: fileWith({ isGzip: denied('kms:Decrypt') }) }),
    'unknown',
    'AWS denied kms:Decrypt',
  ],
  [
    'an old file',
    pathWith({ newestFile: fileWith({ writtenAt: new Date(HEALTHY.at.getTime() - 2 * DAY_MS) }) }),
    'unknown',
    'is 48 h old',
  ],
  [
    'a topic that nothing feeds',
    pathWith({ topicArn: 'arn:aws:sns:eu-central-1:111122223333:other' }),
    'broken',
    'Neither a trail nor the S3 bucket',
  ],
  [
    'a topic that the trail feeds',
    pathWith({ bucketEvents: denied('s3:GetBucketNotification') }),
    'ok',
    ':trail-files announces files',
  ],
  [
    'a topic that the bucket feeds',
    pathWith({
      topicArn: 'arn:aws:sns:eu-central-1:111122223333:other',
      bucketEvents: seen({
        hasEventBridge: false,
        topics: ['arn:aws:sns:eu-central-1:111122223333:other'],
      }),
    }),
    'ok',
    ':other announces files',
  ],
  [
    'a bucket without EventBridge',
    pathWith({ topicArn: undefined }),
    'broken',
    'does not send its events to EventBridge',
  ],
  [
    'a bucket with EventBridge',
    pathWith({
      topicArn: undefined,
      bucketEvents: seen({ hasEventBridge: true, topics: [] }),
    }),
    'ok',
    'EventBridge announces files',
  ],
  [
    'a bucket whose EventBridge is in another region',
    pathWith({
      topicArn: undefined,
      region: 'us-west-2',
      bucketRegion: seen('us-west-2'),
      bucketEvents: seen({ hasEventBridge: true, topics: [] }),
    }),
    'broken',
    'its events do not reach EventBridge in eu-central-1',
  ],
  [
    'hidden notifications of a bucket',
    pathWith({ topicArn: undefined, bucketEvents: denied('s3:GetBucketNotification') }),
    'unknown',
    'AWS denied s3:GetBucketNotification',
  ],
  [
    'a trail that cannot write files',
    trailWith({ status: seen({ isLogging: true, deliveryError: 'AccessDenied' }) }),
    'broken',
    'could not write its latest file to example-org-trail: AccessDenied.',
  ],
  [
    'a trail that cannot announce files',
    trailWith({ status: seen({ isLogging: true, notificationError: 'AuthorizationError' }) }),
    'broken',
    'could not announce its latest file: AuthorizationError.',
  ],
  [
    'a disabled event source',
    readerWith({ mapping: seen({ id: 'u-1', state: 'Disabled' }) }),
    'broken',
    'The event source of the trail reader is Disabled',
  ],
  [
    'a deleted event source',
    readerWith({ mapping: seen(undefined) }),
    'broken',
    'is no longer the event source',
  ],
  [
    'a deleted subscription',
    readerWith({ subscription: seen('deleted') }),
    'broken',
    ':trail-files is gone',
  ],
  [
    'a trail reader that S3 denies its files',
    readerWith({ denied: seen(3) }),
    'broken',
    'S3 denied 3 attempts of the trail reader to read a file.',
  ],
  [
    'an unconfirmed subscription',
    readerWith({ subscription: seen('pending') }),
    'broken',
    ':trail-files is not confirmed',
  ],
];

describeChecks([
  ['trail', TRAIL],
  ['trail-files', FILES],
]);

function trailWith(patch: Partial<TrailFacts>): Partial<Facts> {
  return { trails: seen([{ ...HEALTHY_TRAIL, ...patch }]) };
}

function advanced(...selectors: FieldCondition[][]): TrailFacts['selectors'] {
  return seen({ basic: [], advanced: selectors });
}

function readerWith(patch: Partial<TrailPathFacts['reader']>): Partial<Facts> {
  const { reader } = HEALTHY_PATH;
  return reader === undefined ? {} : pathWith({ reader: { ...reader, ...patch } });
}

function fileWith(patch: object): TrailPathFacts['newestFile'] {
  const { newestFile } = HEALTHY_PATH;
  return newestFile.kind === 'seen' && newestFile.value
    ? seen({ ...newestFile.value, ...patch })
    : newestFile;
}
