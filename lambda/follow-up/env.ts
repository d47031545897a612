import {
  FINDING_VARIABLES,
  HEARTBEAT_ROLE_VARIABLE,
  optionalVariables,
  requireVariables,
  type Variables,
} from '../shared/environment';

/** The settings that the stack passes to the function. */
export type Environment = ReturnType<typeof readEnvironment>;

/** @throws Error that names every missing variable. */
export function readEnvironment(variables: Variables) {
  return {
    ...requireVariables(variables, {
      ...FINDING_VARIABLES,
      /** The topic for notices to operators. */
      operatorsTopicArn: 'OPERATORS_TOPIC_ARN',
      /** The page that notices to operators link to. */
      runbookUrl: 'RUNBOOK_URL',
      /** The bus that receives an event for each change of an incident. */
      busName: 'BUS_NAME',
      /** The schedule group for the appointments of this function. */
      scheduleGroup: 'SCHEDULE_GROUP',
      /** The role with which EventBridge Scheduler invokes this function. */
      scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
      /** The queue for appointments that the scheduler could not deliver. */
      deadLetterArn: 'DEAD_LETTER_ARN',
    }),
    ...optionalVariables(variables, {
      /** File name of the allow-list in the bundle, if there is an allow-list. */
      allowlistFile: 'ALLOWLIST_FILE',
      /** Incidents of this role are synthetic. */
      heartbeatRoleArn: HEARTBEAT_ROLE_VARIABLE,
      /** The Security Hub product to import incidents under. Absent if there is no import. */
      securityHubProductArn: 'SECURITY_HUB_PRODUCT_ARN',
    }),
  };
}
