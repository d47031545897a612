import { readList, requireVariables, type Variables } from '../shared/environment';

/** The environment variables that the stack sets. */
export interface Environment {
  readonly tableName: string;
  /** The topic for alerts. */
  readonly topicArn: string;
  /** The topic for findings that send no alert. */
  readonly archiveTopicArn: string;
  /** JSON, see `src/config/detection-config.ts`. */
  readonly detectionConfig: string;
  /** Regions that send calls to the hub, its own included; alerts count and query them. */
  readonly monitoredRegions: readonly string[];
  /** The bus that receives an event for each change of a finding. */
  readonly busName: string;
  /** The schedule group for the appointments to close findings. */
  readonly scheduleGroup: string;
  /** The role with which EventBridge Scheduler invokes this function. */
  readonly scheduleRoleArn: string;
  /** The queue for appointments that the scheduler could not deliver. */
  readonly deadLetterArn: string;
  /** File name of the allow-list in the bundle, if there is an allow-list. */
  readonly allowlistFile?: string;
  /** The Security Hub product to import findings under. Absent if there is no import. */
  readonly securityHubProductArn?: string;
}

/** @throws Error that names every missing variable. */
export function readEnvironment(variables: Variables): Environment {
  const values = requireVariables(variables, [
    'TABLE_NAME',
    'TOPIC_ARN',
    'ARCHIVE_TOPIC_ARN',
    'DETECTION_CONFIG',
    'BUS_NAME',
    'SCHEDULE_GROUP',
    'SCHEDULE_ROLE_ARN',
    'DEAD_LETTER_ARN',
  ]);
  const productArn = variables['SECURITY_HUB_PRODUCT_ARN'];
  const allowlistFile = variables['ALLOWLIST_FILE'];
  return {
    tableName: values.TABLE_NAME,
    topicArn: values.TOPIC_ARN,
    archiveTopicArn: values.ARCHIVE_TOPIC_ARN,
    detectionConfig: values.DETECTION_CONFIG,
    monitoredRegions: readList(variables['MONITORED_REGIONS']),
    busName: values.BUS_NAME,
    scheduleGroup: values.SCHEDULE_GROUP,
    scheduleRoleArn: values.SCHEDULE_ROLE_ARN,
    deadLetterArn: values.DEAD_LETTER_ARN,
    ...(allowlistFile && { allowlistFile }),
    ...(productArn && { securityHubProductArn: productArn }),
  };
}
