/**
 * The `eventType` a call may have, if it has one. The copy that a VPC endpoint records of the
 * same request (`AwsVpceEvent`) would count it twice.
 */
export const CALL_EVENT_TYPE = 'AwsApiCall';

/**
 * The state in which a rule of EventBridge receives read-only management events. A rule that is merely `ENABLED` never
 * receives a Describe or Get call, on the default bus or any other.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const SEES_READ_ONLY_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** `detail-type` of the CloudTrail events that EventBridge delivers. */
export const CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';
