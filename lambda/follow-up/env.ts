import { requireVariables, type Variables } from '../shared/environment';

/** What the stack tells the function, by environment variable. */
export interface Environment {
  readonly tableName: string;
  /** Where people are told of findings. */
  readonly topicArn: string;
  /** Where findings go that people are not told of. */
  readonly archiveTopicArn: string;
  /** JSON, see `src/config/detection-config.ts`. */
  readonly detectionConfig: string;
  /** The bus that gets an event for each change of a finding. */
  readonly busName: string;
  /** The group that appointments to close findings are kept in. */
  readonly scheduleGroup: string;
  /** By which the scheduler may invoke this function. */
  readonly scheduleRoleArn: string;
  /** Where appointments go that could not be kept. */
  readonly deadLetterArn: string;
  /** File with the allow-list in the code, if there is one. */
  readonly allowlistFile?: string;
  /** The product that findings are imported to Security Hub under; absent: they are not. */
  readonly securityHubProductArn?: string;
}

/** @throws Error naming every variable that has to be set and is not. */
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
    busName: values.BUS_NAME,
    scheduleGroup: values.SCHEDULE_GROUP,
    scheduleRoleArn: values.SCHEDULE_ROLE_ARN,
    deadLetterArn: values.DEAD_LETTER_ARN,
    ...(allowlistFile && { allowlistFile }),
    ...(productArn && { securityHubProductArn: productArn }),
  };
}
