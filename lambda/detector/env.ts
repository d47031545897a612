/** What the stack tells the function, by environment variable. */
export interface Environment {
  readonly tableName: string;
  readonly topicArn: string;
  /** JSON, see `src/config/detection-config.ts`. */
  readonly detectionConfig: string;
}

/** @throws Error naming every variable that is not set. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const missing = ['TABLE_NAME', 'TOPIC_ARN', 'DETECTION_CONFIG'].filter(
    (name) => !variables[name],
  );
  if (missing.length > 0) {
    throw new Error(
      `The function lacks ${missing.join(', ')}. The stack sets these environment variables; deploy it again.`,
    );
  }
  return {
    tableName: variables['TABLE_NAME'] as string,
    topicArn: variables['TOPIC_ARN'] as string,
    detectionConfig: variables['DETECTION_CONFIG'] as string,
  };
}
