import { readList, requireVariables, type Variables } from '../shared/environment';

/** What the stack tells the function, by environment variable. */
export interface Environment {
  readonly tableName: string;
  /** Where people are told of findings. */
  readonly topicArn: string;
  /** Where findings go that people are not told of. */
  readonly archiveTopicArn: string;
  /** JSON, see `src/config/detection-config.ts`. */
  readonly detectionConfig: string;
  /** Regions that metrics tell apart; none when the stack names none. */
  readonly metricRegions: readonly string[];
  /** File with the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
  readonly allowlistFile?: string;
}

/** @throws Error naming every variable that has to be set and is not. */
export function readEnvironment(variables: Variables): Environment {
  const { TABLE_NAME, TOPIC_ARN, ARCHIVE_TOPIC_ARN, DETECTION_CONFIG } = requireVariables(
    variables,
    ['TABLE_NAME', 'TOPIC_ARN', 'ARCHIVE_TOPIC_ARN', 'DETECTION_CONFIG'],
  );
  return {
    tableName: TABLE_NAME,
    topicArn: TOPIC_ARN,
    archiveTopicArn: ARCHIVE_TOPIC_ARN,
    detectionConfig: DETECTION_CONFIG,
    metricRegions: readList(variables['METRIC_REGIONS']),
    ...(variables['ALLOWLIST_FILE'] && { allowlistFile: variables['ALLOWLIST_FILE'] }),
  };
}
