import type { JsonObject } from '../../detection/json';

/** Whether an object has the two members by which rules match a record. */
export function isRecord(object: JsonObject): boolean {
  return isName(object['eventSource']) && isName(object['eventName']);
}

/**
 * Whether an object is a record as CloudTrail writes it, and not a row of a query result that has the same names, nor
 * one of the messages of AWS Lambda, whose source begins with `aws:`. This decides for every record that is parsed.
 */
export function isPlainRecord(object: JsonObject): boolean {
  const { eventSource, userIdentity } = object;
  return (
    isRecord(object) &&
    (typeof userIdentity === 'object' || (userIdentity === undefined && !hasPath(object))) &&
    typeof object['requestParameters'] !== 'string' &&
    !(typeof eventSource === 'string' && eventSource.startsWith('aws:'))
  );
}

/** EventBridge would also match a list of texts. */
function isName(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value);
}

/** Whether a name is a path, such as `userIdentity.arn`: the columns of a query. */
function hasPath(object: JsonObject): boolean {
  return Object.keys(object).some((name) => name.includes('.'));
}
