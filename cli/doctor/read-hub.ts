import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import { forwarderStack, HUB_BUS, organizationStack } from '../../src/config/deployed-names';
import type {
  Facts,
  ForwarderFacts,
  FunctionFacts,
  QueueFacts,
  StackFacts,
  TopicFacts,
} from '../../src/doctor/facts';
import { type Look, mapLook, seen } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { isSeen, lookAt, lookOn } from './look-at';
import { readBusPolicy, readRules } from './read-events';
import { readSettings } from './read-settings';
import { readAlarms, readQueue, readTopic } from './read-signals';
import { readParts, readStackSet, type StackPart } from './read-stacks';

const DEFAULT_BUS = 'default';

const TOPIC_OUTPUTS = ['TopicArn', 'ArchiveTopicArn', 'OperatorsTopicArn'] as const;

/** The outputs of the hub that name dead-letter queues. */
const QUEUE_OUTPUTS = ['UndeliveredUrl', 'UnhandledUrl', 'NotFollowedUpUrl', 'UnreadFilesUrl'];

/** The parts of the hub and of the forwarders of its account, as they are now. */
export async function readHub(region: string, stackName: string, deployed: Look<StackFacts>) {
  const parts = await lookOn(deployed, () => readAllParts(region, stackName));
  const settings = await lookOn(deployed, (value) => readSettings(region, value));
  const known = isSeen(parts) ? parts.value : [];
  const outputs = isSeen(deployed) ? deployed.value.outputs : new Map<string, string>();
  // With the trail path alone, the hub has no rules on its bus, and there are no forwarders.
  const hasForwarders = mapLook(
    parts,
    (all) =>
      !outputs.has('TrailReaderFunctionName') ||
      all.some(({ logicalId }) => /^HubRules/.test(logicalId)),
  );
  const regions =
    isSeen(settings) && isSeen(hasForwarders) && hasForwarders.value
      ? settings.value.regions.filter((one) => one !== region)
      : [];
  const forwarders = await Promise.all(regions.map(readForwarder));
  const facts = {
    parts: mapLook(parts, () => true as const),
    hasForwarders,
    rules: await lookOn(parts, (all) => readRules(region, all, [DEFAULT_BUS, HUB_BUS])),
    functions: await readFunctions(region, known),
    forwarders: forwarders.map((one) => one.facts),
    busPolicy: await readBusPolicy(region, HUB_BUS),
    policyStatements: mapLook(parts, (all) => countOf(all, 'AWS::Events::EventBusPolicy')),
    stackSets: await Promise.all(
      ofType(known, 'AWS::CloudFormation::StackSet').map((part) => readStackSet(region, part)),
    ),
    topics: await readTopics(region, outputs, known),
    alarms: await lookOn(parts, (all) => readAlarms(region, all)),
    deadLetters: [
      ...(await readQueues(region, outputs)),
      ...forwarders.flatMap(({ queues }) => queues),
    ],
    hasHeartbeat: mapLook(parts, (all) =>
      all.some(
        ({ type, logicalId }) => type.endsWith('::Function') && /^Heartbeat/.test(logicalId),
      ),
    ),
  } satisfies Partial<Facts>;
  return { facts, parts, settings };
}

/** The resources of the hub, and of the stack for the organization if there is one. */
async function readAllParts(region: string, stackName: string): Promise<Look<StackPart[]>> {
  const hub = await readParts(region, stackName);
  const organization = await readParts(region, organizationStack(stackName));
  return lookOn(hub, async (ofHub = []) =>
    mapLook(organization, (others = []) => [...ofHub, ...others]),
  );
}

function readFunctions(region: string, parts: readonly StackPart[]): Promise<FunctionFacts[]> {
  const client = AWS_CLIENTS.lambda({ region });
  return Promise.all(
    ofType(parts, 'AWS::Lambda::Function').map(async ({ physicalId: name }) => ({
      name,
      policy: await lookAt('lambda:GetPolicy', async () => {
        try {
          const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: name }));
          return Policy;
        } catch (error) {
          if ((error as Error).name === 'ResourceNotFoundException') {
            return undefined;
          }
          throw error;
        }
      }),
    })),
  );
}

async function readForwarder(
  region: string,
): Promise<{ readonly facts: ForwarderFacts; readonly queues: readonly QueueFacts[] }> {
  const parts = await readParts(region, forwarderStack(region));
  const rules = await lookOn(parts, (all) =>
    all === undefined ? Promise.resolve(seen(undefined)) : readRules(region, all, [DEFAULT_BUS]),
  );
  const queues = ofType((isSeen(parts) && parts.value) || [], 'AWS::SQS::Queue').map(
    ({ physicalId }) => readQueue(region, 'DeadLettersUrl', physicalId),
  );
  return { facts: { region, rules }, queues: await Promise.all(queues) };
}

function readTopics(
  region: string,
  outputs: ReadonlyMap<string, string>,
  parts: readonly StackPart[],
): Promise<TopicFacts[]> {
  return Promise.all(
    TOPIC_OUTPUTS.flatMap((output) => {
      const arn = outputs.get(output);
      return arn === undefined ? [] : [readTopic(region, output, arn, parts)];
    }),
  );
}

function readQueues(region: string, outputs: ReadonlyMap<string, string>): Promise<QueueFacts[]> {
  return Promise.all(
    QUEUE_OUTPUTS.flatMap((output) => {
      const url = outputs.get(output);
      return url === undefined ? [] : [readQueue(region, output, url)];
    }),
  );
}

function ofType(parts: readonly StackPart[], type: string): readonly StackPart[] {
  return parts.filter((part) => part.type === type);
}

function countOf(parts: readonly StackPart[], type: string): number {
  return ofType(parts, type).length;
}
