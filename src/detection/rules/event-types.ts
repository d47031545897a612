/**
 * The `eventType` a call may have, if it has one. The copy that a VPC endpoint records of the
 * same request (`AwsVpceEvent`) would count it twice.
 */
export const CALL_EVENT_TYPE = 'AwsApiCall';

/** `detail-type` of the CloudTrail events that EventBridge delivers. */
export const CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';
