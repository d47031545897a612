import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleHandler } from '../lib/handler-bundle';
import { DEFAULT_CONFIG } from '../src/config/defaults';
import { serializeDetectionConfig } from '../src/config/detection-config';

/** The topics of the function. The second one is for findings that people are not told of. */
const TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:regionsweep';
export const ARCHIVE_TOPIC_ARN = `${TOPIC_ARN}-record`;

/** The function as Lambda would load it. */
export interface DeployedFunction {
  readonly invoke: (event: unknown) => Promise<{ readonly published: readonly string[] }>;
  remove(): void;
}

/** Where the function finds what the stack would give it. */
export interface FunctionSurroundings {
  readonly dynamoDbEndpoint: string;
  readonly snsEndpoint: string;
  readonly tableName: string;
}

/**
 * Bundles the handler exactly as `cdk deploy` does and loads the bundle. Nothing in it is replaced: the AWS SDK
 * itself is sent to other endpoints, by the environment variables it has for that.
 */
export function loadDeployedFunction(surroundings: FunctionSurroundings): DeployedFunction {
  Object.assign(process.env, {
    TABLE_NAME: surroundings.tableName,
    TOPIC_ARN,
    ARCHIVE_TOPIC_ARN,
    DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: surroundings.dynamoDbEndpoint,
    AWS_ENDPOINT_URL_SNS: surroundings.snsEndpoint,
    POWERTOOLS_SERVICE_NAME: 'regionsweep',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  bundleHandler('detector', folder);
  const { handler } = createRequire(path.join(folder, 'index.js'))('./index.js') as {
    handler: DeployedFunction['invoke'];
  };
  return {
    invoke: handler,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
