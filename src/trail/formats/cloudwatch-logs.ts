import { isObject, type JsonObject, textOf } from '../../detection/json';
import { type Format, listOf, type Part, values } from './format';

/**
 * Log events: from a subscription, with or without Lambda's wrapping, and from the API.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const cloudWatchLogs: Format = {
  name: 'CloudWatch Logs: subscriptions and log events',
  from: 'a subscription filter, alone or through Kinesis, Firehose or Lambda; `aws logs filter-log-events`; `aws logs get-log-events`',
  open: (object) => {
    const data = isObject(object['awslogs']) ? textOf(object['awslogs'], 'data') : undefined;
    if (data !== undefined) {
      return [{ kind: 'base64', base64: data }];
    }
    if (object['messageType'] === 'CONTROL_MESSAGE') {
      return [];
    }
    const events = listOf(object, 'logEvents');
    return events === undefined ? openMessage(object) : values(events);
  },
};

/** Members that CloudWatch Logs, and agents that forward logs, write next to a message. */
const NEIGHBOURS = ['timestamp', 'ingestionTime', '@timestamp', 'logStreamName'];

function openMessage(object: JsonObject): Part[] | undefined {
  const message = textOf(object, 'message');
  return message !== undefined && NEIGHBOURS.some((name) => Object.hasOwn(object, name))
    ? values([message])
    : undefined;
}
