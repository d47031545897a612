import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleHandler, type FunctionName } from '../lib/handler-bundle';
import { serializeAllowlist } from '../src/allowlist/deployed-allowlist';
import type { AllowlistEntry } from '../src/allowlist/fields';
import { DEFAULT_CONFIG } from '../src/config/defaults';
import { serializeDetectionConfig } from '../src/config/detection-config';

const ACCOUNT_ARN = 'us-east-1:123456789012';
const TOPIC_ARN = `arn:aws:sns:${ACCOUNT_ARN}:regionsweep`;
export const ARCHIVE_TOPIC_ARN = `${TOPIC_ARN}-archive`;
const FOLLOW_UP_ARN = `arn:aws:lambda:${ACCOUNT_ARN}:function:follow-up`;
const ALLOWLIST_FILE = 'allowlist.json';

/** The deployed functions, loaded as Lambda loads them. */
export interface DeployedFunctions {
  detect(event: unknown): Promise<void>;
  followUp(event: unknown): Promise<void>;
  /** Deletes the bundles. */
  remove(): void;
}

/** What the stack gives the functions. */
export interface FunctionSurroundings {
  readonly dynamoDbEndpoint: string;
  readonly snsEndpoint: string;
  /** Stands in for EventBridge and its Scheduler. */
  readonly eventsEndpoint: string;
  readonly tableName: string;
  readonly allowlist: readonly AllowlistEntry[];
}

/**
 * Bundles the functions as `cdk deploy` does and loads the bundles. Their code is unchanged: environment variables
 * of the AWS SDK send it to local endpoints.
 */
export function loadDeployedFunctions(surroundings: FunctionSurroundings): DeployedFunctions {
  Object.assign(process.env, {
    TABLE_NAME: surroundings.tableName,
    TOPIC_ARN,
    ARCHIVE_TOPIC_ARN,
    DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
    ALLOWLIST_FILE,
    MONITORED_REGIONS: DEFAULT_CONFIG.regions.join(','),
    BUS_NAME: 'regionsweep',
    OPERATORS_TOPIC_ARN: `${TOPIC_ARN}-operators`,
    RUNBOOK_URL: DEFAULT_CONFIG.runbookUrl,
    SCHEDULE_GROUP: 'regionsweep',
    SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/scheduler',
    DEAD_LETTER_ARN: `arn:aws:sqs:${ACCOUNT_ARN}:not-followed-up`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: surroundings.dynamoDbEndpoint,
    AWS_ENDPOINT_URL_SNS: surroundings.snsEndpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: surroundings.eventsEndpoint,
    AWS_ENDPOINT_URL_SCHEDULER: surroundings.eventsEndpoint,
    POWERTOOLS_SERVICE_NAME: 'regionsweep',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    METRICS_DISABLED: 'true',
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  const load = (name: FunctionName): ((event: unknown, context: unknown) => Promise<void>) => {
    const bundle = path.join(folder, name);
    bundleHandler(name, bundle);
    writeFileSync(path.join(bundle, ALLOWLIST_FILE), serializeAllowlist(surroundings.allowlist));
    return createRequire(path.join(bundle, 'index.js'))('./index.js').handler;
  };
  const detector = load('detector');
  const followUp = load('follow-up');
  return {
    detect: (event) => detector(event, {}),
    followUp: (event) => followUp(event, { invokedFunctionArn: FOLLOW_UP_ARN }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
