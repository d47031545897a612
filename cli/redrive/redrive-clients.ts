import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createLambdaDetectorFunction } from '../../src/adapters/lambda/lambda-detector-function';
import { createSqsDeadLetterQueue } from '../../src/adapters/sqs/sqs-dead-letter-queue';
import type { DeadLetterQueue } from '../../src/ports/dead-letter-queue';
import type { DetectorFunction } from '../../src/ports/detector-function';
import { UsageError } from '../flags/usage-error';
import type { FunctionAddress, QueueAddress } from './redrive-flags';

export interface OpenOptions {
  /** Where the address names no region. @default that of the environment */
  readonly region?: string | undefined;
  /** Profile of the credentials. @default those of the environment */
  readonly profile?: string | undefined;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** @throws UsageError when no region is known. */
export async function openQueue(
  { url, region }: QueueAddress,
  options: OpenOptions,
): Promise<DeadLetterQueue> {
  const client = new SQSClient({
    ...configOf(region, options),
    // Requests are signed for AWS and go to AWS, whatever host the URL names; AWS_ENDPOINT_URL has its say.
    useQueueUrlAsEndpoint: false,
  });
  await checkHasRegion(client, `the queue ${url}`);
  return createSqsDeadLetterQueue({ client, queueUrl: url });
}

/** @throws UsageError when no region is known. */
export async function openFunction(
  { name, region }: FunctionAddress,
  options: OpenOptions,
): Promise<DetectorFunction> {
  const client = new LambdaClient(configOf(region, options));
  await checkHasRegion(client, `the function ${name}`);
  return createLambdaDetectorFunction({ client, functionName: name });
}

function configOf(named: string | undefined, { region, profile }: OpenOptions) {
  const known = named ?? region;
  return {
    ...(known !== undefined && { region: known }),
    // The SDK would warn that a profile goes before keys in the environment, which is what the flag asks for.
    ...(profile !== undefined && { profile, logger: SILENT }),
  };
}

async function checkHasRegion(client: SQSClient | LambdaClient, what: string): Promise<void> {
  try {
    await client.config.region();
  } catch {
    throw new UsageError(
      `It is not known in which region ${what} is: received none. Allowed is one such as eu-central-1. Add --region, or set AWS_REGION.`,
    );
  }
}
