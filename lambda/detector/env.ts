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
  /** Regions with a metric of their own. */
  readonly metricRegions: readonly string[];
  /** File of the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
  readonly allowlistFile?: string;
}

/** @throws Error that names every missing variable. */
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
