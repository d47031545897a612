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
  /** Regions that send calls to the hub, its own included. Each has a metric, and alerts count and query them. */
  readonly monitoredRegions: readonly string[];
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
    monitoredRegions: readList(variables['MONITORED_REGIONS']),
    ...(variables['ALLOWLIST_FILE'] && { allowlistFile: variables['ALLOWLIST_FILE'] }),
  };
}
