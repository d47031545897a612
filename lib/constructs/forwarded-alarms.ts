import type { RulePattern } from './event-rule';
import { ALARM_PREFIX } from './operators-alarm';

/** `source` of alarm events. */
export const ALARM_SOURCE = 'aws.cloudwatch';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const ALARM_FIRES: RulePattern = {
  source: [ALARM_SOURCE],
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: { state: { value: ['ALARM'] } },
};

/** The alarms of forwarders on the hub bus. */
export const FORWARDER_ALARM_FIRES: RulePattern = {
  ...ALARM_FIRES,
  detail: {
    ...ALARM_FIRES.detail,
    configuration: { description: [{ prefix: ALARM_PREFIX }] },
  },
};
