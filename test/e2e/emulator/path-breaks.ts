import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { PutTargetsCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { type DeployedRule, readRules } from './deployed-rules';
import type { TrailWorld } from './trail-world';
import { CREDENTIALS, HOME_REGION } from './world';

/** Breaks a part of a path. @returns what repairs it. */
export type Break = (world: TrailWorld) => Promise<() => Promise<void>>;

const TRAIL = 'organization';

/** Takes the target from the rule for EC2 calls of a forwarder. */
export function removeForwarderTarget(region: string): Break {
  return async ({ clients }) => {
    const rules = await readRules(clients, region, 'default');
    const rule = rules.find(sendsCalls);
    if (rule === undefined) {
      throw new Error(`No rule in ${region} sends calls.`);
    }
    const events = clients.events(region);
    const Ids = rule.targets.flatMap(({ Id = '' }) => Id);
    await events.send(new RemoveTargetsCommand({ Rule: rule.name, Ids }));
    return async () => {
      await events.send(new PutTargetsCommand({ Rule: rule.name, Targets: [...rule.targets] }));
    };
  };
}

/** Whether a rule sends EC2 calls to something. */
export function sendsCalls({ pattern, targets }: DeployedRule): boolean {
  return JSON.stringify(pattern ?? {}).includes('"DescribeInstances"') && targets.length > 0;
}

/** The S3 bucket announces files no more. */
export const stopAnnouncing: Break = async ({ bucket }) => {
  await bucket.announceNothing();
  return () => bucket.announceByEventBridge();
};

/** The policy of the S3 bucket denies its files. */
export const denyBucket: Break = async ({ bucket }) => {
  await bucket.deny();
  return () => bucket.allow();
};

/** The queue of trail files invokes the trail reader no more. */
export const disconnectQueue: Break = async ({ clients: { lambda }, output }) => {
  const FunctionName = output('TrailReaderFunctionName');
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const { UUID } = EventSourceMappings[0] ?? {};
  const set = async (Enabled: boolean) => {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  };
  await set(false);
  return () => set(true);
};

/** The trail logs no more. */
export const stopTrail: Break = async (world) => {
  const client = trailClient(world);
  await client.send(new StopLoggingCommand({ Name: TRAIL }));
  return async () => {
    await client.send(new StartLoggingCommand({ Name: TRAIL }));
  };
};

/** Creates the trail that writes the files, for `doctor`. The tests write the files. */
export async function createTrail(world: TrailWorld): Promise<void> {
  const client = trailClient(world);
  const trail = { Name: TRAIL, S3BucketName: world.bucket.name, IsMultiRegionTrail: true };
  await client.send(new CreateTrailCommand(trail));
  await client.send(new StartLoggingCommand({ Name: TRAIL }));
}

function trailClient({ emulator: { endpoint } }: TrailWorld): CloudTrailClient {
  return new CloudTrailClient({ endpoint, region: HOME_REGION, credentials: CREDENTIALS });
}
