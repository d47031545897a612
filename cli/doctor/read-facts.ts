import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { forwarderStack, HUB_BUS, organizationStack } from '../../src/config/deployed-names';
import { DEFAULT_QUOTA_SETTINGS } from '../../src/detection/rules/get-service-quota';
import {
  ARRIVAL_HOURS,
  type Facts,
  type ForwarderFacts,
  type QueueFacts,
  type StackFacts,
  type TopicFacts,
} from '../../src/doctor/facts';
import { type Look, mapLook, seen } from '../../src/doctor/look';
import { isRegionName } from '../../src/notification/well-formed';
import { AWS_CLIENTS } from './aws-clients';
import { isSeen, lookAt, lookOn, missing } from './look-at';
import { readBusPolicy, readRules } from './read-events';
import { readAlarms, readCalls, readQueue, readTopic } from './read-signals';
import { readParts, readStack, readStackSet, type StackPart } from './read-stacks';
import { readOrganization, readTrails } from './read-trails';

const DEFAULT_BUS = 'default';

const MS_PER_HOUR = 3_600_000;

const TOPIC_OUTPUTS = ['TopicArn', 'ArchiveTopicArn', 'OperatorsTopicArn'] as const;

/** The outputs of the hub that name dead-letter queues. */
const QUEUE_OUTPUTS = ['UndeliveredUrl', 'UnhandledUrl', 'NotFollowedUpUrl'];

/** Looks at everything that the checks need. Changes nothing. @throws NotSignedInError */
export async function readFacts(region: string, stackName: string): Promise<Facts> {
  const at = new Date();
  const stack = await readStack(region, stackName);
  const deployed = isThere(stack, stackName);
  const parts = await lookOn(deployed, () => readAllParts(region, stackName));
  const settings = await lookOn(deployed, (value) => readSettings(region, value));
  const monitoredRegions = mapLook(settings, ({ regions }) => regions);
  const regions = isSeen(monitoredRegions) ? monitoredRegions.value : [];
  const known = isSeen(parts) ? parts.value : [];
  const outputs = isSeen(deployed) ? deployed.value.outputs : new Map<string, string>();
  const forwarders = await Promise.all(regions.filter((one) => one !== region).map(readForwarder));
  return {
    stackName,
    region,
    at,
    stack,
    parts: mapLook(parts, () => true as const),
    monitoredRegions,
    quotaCode: mapLook(settings, ({ detectionConfig }) => countedQuota(detectionConfig)),
    rules: await lookOn(parts, (all) => readRules(region, all, [DEFAULT_BUS, HUB_BUS])),
    forwarders: forwarders.map(({ facts }) => facts),
    busPolicy: await readBusPolicy(region, HUB_BUS),
    policyStatements: mapLook(
      parts,
      (all) => all.filter(({ type }) => type === 'AWS::Events::EventBusPolicy').length,
    ),
    trails: await readTrails(region),
    organizationId: await readOrganization(region),
    stackSets: await Promise.all(
      known
        .filter(({ type }) => type === 'AWS::CloudFormation::StackSet')
        .map((part) => readStackSet(region, part)),
    ),
    topics: await readTopics(region, outputs, known),
    alarms: await lookOn(parts, (all) => readAlarms(region, all)),
    deadLetters: [
      ...(await readQueues(region, outputs)),
      ...forwarders.flatMap(({ queues }) => queues),
    ],
    calls: await lookOn(monitoredRegions, (all) =>
      readCalls(
        region,
        all.map((name) => ({ region: name })),
        new Date(at.getTime() - ARRIVAL_HOURS * MS_PER_HOUR),
      ),
    ),
    hasHeartbeat: mapLook(parts, (all) =>
      all.some(
        ({ type, logicalId }) => type.endsWith('::Function') && /^Heartbeat/.test(logicalId),
      ),
    ),
  };
}

/** Without the stack, nothing that it consists of can be seen. */
function isThere(stack: Look<StackFacts | undefined>, stackName: string): Look<StackFacts> {
  return isSeen(stack)
    ? stack.value === undefined
      ? missing('cloudformation:DescribeStacks', `there is no stack ${stackName}`)
      : seen(stack.value)
    : stack;
}

/** The resources of the hub, and of the stack for the organization if there is one. */
async function readAllParts(region: string, stackName: string): Promise<Look<StackPart[]>> {
  const hub = await readParts(region, stackName);
  const organization = await readParts(region, organizationStack(stackName));
  return lookOn(hub, async (ofHub = []) =>
    mapLook(organization, (others = []) => [...ofHub, ...others]),
  );
}

/** What the environment of the detector says. */
function readSettings(
  region: string,
  { outputs }: StackFacts,
): Promise<Look<{ readonly regions: readonly string[]; readonly detectionConfig: string }>> {
  return lookAt('lambda:GetFunctionConfiguration', async () => {
    const { Environment } = await AWS_CLIENTS.lambda({ region }).send(
      new GetFunctionConfigurationCommand({ FunctionName: outputs.get('FunctionName') }),
    );
    const { MONITORED_REGIONS = '', DETECTION_CONFIG = '' } = Environment?.Variables ?? {};
    const regions = MONITORED_REGIONS.split(',').filter(Boolean);
    if (regions.length === 0 || !regions.every(isRegionName)) {
      // Otherwise, everything would be well in all of no regions. AWS leaves out variables that it cannot decrypt.
      throw new Error(
        Environment?.Error?.Message ?? 'the function has no regions in MONITORED_REGIONS',
      );
    }
    return { regions, detectionConfig: DETECTION_CONFIG };
  });
}

function countedQuota(text: string): string {
  const [usual] = DEFAULT_QUOTA_SETTINGS.quotas;
  try {
    return parseDetectionConfig(text).rules['get-service-quota'].quotas?.[0] ?? usual;
  } catch {
    // Of another version of RegionSweep, or changed by hand.
    return usual;
  }
}

async function readForwarder(
  region: string,
): Promise<{ readonly facts: ForwarderFacts; readonly queues: readonly QueueFacts[] }> {
  const parts = await readParts(region, forwarderStack(region));
  const rules = await lookOn(parts, (all) =>
    all === undefined ? Promise.resolve(seen(undefined)) : readRules(region, all, [DEFAULT_BUS]),
  );
  const queues = (isSeen(parts) ? (parts.value ?? []) : [])
    .filter(({ type }) => type === 'AWS::SQS::Queue')
    .map(({ physicalId }) => readQueue(region, 'DeadLettersUrl', physicalId));
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
