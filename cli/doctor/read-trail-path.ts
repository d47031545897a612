import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import type { Trail } from '../../src/config/config';
import type { StackFacts } from '../../src/doctor/facts';
import { type Look, seen } from '../../src/doctor/look';
import {
  DENIED_MINUTES,
  type ReaderFacts,
  type TrailPathFacts,
} from '../../src/doctor/trail-facts';
import { AWS_CLIENTS } from './aws-clients';
import { isSeen, lookAt } from './look-at';
import { readBucketEvents, readBucketRegion, readNewestFile } from './read-bucket';
import { readDenied, readQueue } from './read-signals';
import type { StackPart } from './read-stacks';

/** The logical ID of the subscription of the queue of trail files. */
const SUBSCRIPTION = 'TrailTopicSubscription';

const MS_PER_MINUTE = 60_000;

/** Where to look, besides the settings of the trail. */
interface Place {
  /** Region of the hub. */
  readonly region: string;
  readonly account: Look<string>;
}

/** The path of a deployed hub. Nothing, if it reads no trail files. */
export async function readTrailPath(
  place: Place,
  { outputs }: StackFacts,
  parts: readonly StackPart[],
): Promise<Look<TrailPathFacts | undefined>> {
  const { region } = place;
  const FunctionName = outputs.get('TrailReaderFunctionName');
  if (FunctionName === undefined) {
    return seen(undefined);
  }
  const subscription = parts.find(({ logicalId }) => logicalId === SUBSCRIPTION)?.physicalId;
  const settings = await lookAt('lambda:GetFunctionConfiguration', async (): Promise<Trail> => {
    const { Environment } = await AWS_CLIENTS.lambda({ region }).send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    const { TRAIL_BUCKET, TRAIL_PREFIX, TRAIL_REGION } = Environment?.Variables ?? {};
    if (TRAIL_BUCKET === undefined) {
      throw new Error(Environment?.Error?.Message ?? 'the function has no TRAIL_BUCKET');
    }
    return {
      bucket: TRAIL_BUCKET,
      ...(TRAIL_PREFIX && { prefix: TRAIL_PREFIX }),
      ...(TRAIL_REGION && { region: TRAIL_REGION }),
      ...(subscription && { topicArn: topicOf(subscription) }),
    };
  });
  if (!isSeen(settings)) {
    return settings;
  }
  const reader = await readReader(region, FunctionName, outputs.get('TrailFilesUrl') ?? '', {
    subscription,
  });
  return seen({ ...(await readPlannedPath(place, settings.value)), reader });
}

/** The part of the path that exists before a deployment. */
export async function readPlannedPath(place: Place, trail: Trail): Promise<TrailPathFacts> {
  const { bucket, prefix, region = place.region, topicArn } = trail;
  const client = AWS_CLIENTS.s3({ region });
  const preferred = [place.region, ...(isSeen(place.account) ? [place.account.value] : [])];
  const bucketRegion = await readBucketRegion(client, bucket);
  return {
    bucket,
    prefix,
    region,
    topicArn,
    bucketRegion,
    newestFile: await readNewestFile(client, bucket, prefix, preferred),
    bucketEvents: await readBucketEvents(client, bucket),
  };
}

async function readReader(
  region: string,
  FunctionName: string,
  queueUrl: string,
  { subscription }: { readonly subscription: string | undefined },
): Promise<ReaderFacts> {
  const { messages } = await readQueue(region, 'TrailFilesUrl', queueUrl);
  return {
    mapping: await lookAt('lambda:ListEventSourceMappings', async () => {
      const { EventSourceMappings = [] } = await AWS_CLIENTS.lambda({ region }).send(
        new ListEventSourceMappingsCommand({ FunctionName }),
      );
      const [mapping] = EventSourceMappings;
      return mapping && { id: mapping.UUID ?? '', state: mapping.State ?? '' };
    }),
    waiting: messages,
    denied: await readDenied(region, new Date(Date.now() - DENIED_MINUTES * MS_PER_MINUTE)),
    ...(subscription && { subscription: await readSubscription(subscription) }),
  };
}

function readSubscription(SubscriptionArn: string) {
  // The region of the topic, which may be another one.
  const [, , , region = ''] = SubscriptionArn.split(':');
  return lookAt('sns:GetSubscriptionAttributes', async () => {
    try {
      const { Attributes = {} } = await AWS_CLIENTS.sns({ region }).send(
        new GetSubscriptionAttributesCommand({ SubscriptionArn }),
      );
      return Attributes['PendingConfirmation'] === 'true' ? 'pending' : 'confirmed';
    } catch (error) {
      if ((error as Error).name === 'NotFoundException') {
        return 'deleted';
      }
      throw error;
    }
  });
}

/** The topic of a subscription. */
function topicOf(subscriptionArn: string): string {
  return subscriptionArn.split(':').slice(0, 6).join(':');
}
