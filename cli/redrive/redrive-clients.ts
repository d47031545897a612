import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createLambdaDetectorFunction } from '../../src/adapters/lambda/lambda-detector-function';
import { createSqsDeadLetterQueue } from '../../src/adapters/sqs/sqs-dead-letter-queue';
import type { DeadLetterQueue } from '../../src/ports/dead-letter-queue';
import type { DetectorFunction } from '../../src/ports/detector-function';
import { UsageError } from '../flags/usage-error';

interface ClientSettings {
  /** @default that of the environment */
  readonly region: string | undefined;
  /** Profile of the credentials. @default those of the environment */
  readonly profile?: string | undefined;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** @throws UsageError when the region is unknown. */
export async function openQueue(url: string, settings: ClientSettings): Promise<DeadLetterQueue> {
  const client = new SQSClient({
    ...configOf(settings),
    // Signed requests go to AWS, or to AWS_ENDPOINT_URL, and never to a host that only the queue URL names.
    useQueueUrlAsEndpoint: false,
  });
  await checkHasRegion(client, `the queue ${url}`);
  return createSqsDeadLetterQueue({ client, queueUrl: url });
}

/** @throws UsageError when the region is unknown. */
export async function openFunction(
  name: string,
  settings: ClientSettings,
): Promise<DetectorFunction> {
  const client = new LambdaClient(configOf(settings));
  await checkHasRegion(client, `the function ${name}`);
  return createLambdaDetectorFunction({ client, functionName: name });
}

function configOf({ region, profile }: ClientSettings) {
  return {
    ...(region !== undefined && { region }),
    // The SDK would warn that a profile overrides keys in the environment, which the flag asks for.
    ...(profile !== undefined && { profile, logger: SILENT }),
  };
}

async function checkHasRegion(client: SQSClient | LambdaClient, what: string): Promise<void> {
  try {
    await client.config.region();
  } catch {
    throw new UsageError(
      `The region of ${what} is unknown. Add --region, for example --region eu-central-1, or set AWS_REGION.`,
    );
  }
}
