/** The environment variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Required settings of every function that handles findings, and the variable of each. */
export const FINDING_VARIABLES = {
  tableName: 'TABLE_NAME',
  /** The topic for alerts. */
  topicArn: 'TOPIC_ARN',
  /** The topic for findings that send no alert. */
  archiveTopicArn: 'ARCHIVE_TOPIC_ARN',
  /** JSON, see `src/config/detection-config.ts`. */
  detectionConfig: 'DETECTION_CONFIG',
  /** Regions that send calls to the hub, its own included, separated by commas. Alerts count and query them. */
  monitoredRegions: 'MONITORED_REGIONS',
} as const;

/** The variable with the ARN of the role of the heartbeat, if there is one. Its calls are not detected. */
export const HEARTBEAT_ROLE_VARIABLE = 'HEARTBEAT_ROLE_ARN';

/**
 * Required settings, by the name of the variable of each.
 *
 * @throws Error that names every variable that is missing or empty.
 */
export function requireVariables<Setting extends string>(
  variables: Variables,
  names: Readonly<Record<Setting, string>>,
): Record<Setting, string> {
  const missing = Object.values<string>(names).filter((name) => !variables[name]);
  if (missing.length > 0) {
    throw new Error(
      `Missing environment variables: ${missing.join(', ')}. Deploy the stack again to set them.`,
    );
  }
  return optionalVariables(variables, names) as Record<Setting, string>;
}

/** Settings by the name of the variable of each, without those that are missing or empty. */
export function optionalVariables<Setting extends string>(
  variables: Variables,
  names: Readonly<Record<Setting, string>>,
): Partial<Record<Setting, string>> {
  const entries = Object.entries<string>(names)
    .map(([setting, name]) => [setting, variables[name]])
    .filter(([, value]) => value);
  return Object.fromEntries(entries) as Partial<Record<Setting, string>>;
}

/** The members of a comma-separated list. */
export function readList(text = ''): string[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
