import { isObject, type JsonObject, objectOf, textOf } from '../../detection/json';
import { type Format, listOf, type Part, values } from './format';
import { isRecord } from './plain-record';

/** Members that hold a record as JSON text: Fluent Bit, Grafana Loki, LogScale. */
const TEXTS = ['log', 'line', '@rawstring', 'stringValue'];

/** Members that hold lists: the Datadog API, OpenTelemetry, Sumo Logic. */
const LISTS = ['data', 'resourceLogs', 'scopeLogs', 'logRecords', 'messages'];

/**
 * Log services and collectors, which add members of their own around a record.
 *
 * @see https://docs.datadoghq.com/api/latest/logs/
 * @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 * @see https://help.sumologic.com/docs/api/search-job/
 * @see https://documentation.wazuh.com/current/cloud-security/amazon/index.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const collectors: Format = {
  name: 'Log services and collectors',
  from: 'Datadog, Sumo Logic, Wazuh, Fluent Bit, Grafana Loki, LogScale, OpenTelemetry, failed invocations of AWS Lambda: archives and answers of their APIs as JSON',
  open: (object) => {
    const text = TEXTS.map((name) => textOf(object, name)).find((value) => value !== undefined);
    return text === undefined ? insideOf(object) : values([text]);
  },
};

function insideOf(object: JsonObject): Part[] | undefined {
  const record = [object['attributes'], objectOf(object, 'data')['aws']].find(
    (value) => isObject(value) && isRecord(value),
  );
  const wrapped = [
    record,
    objectOf(object, 'attributes')['attributes'],
    object['requestPayload'],
    object['map'],
    object['body'],
  ].find(isObject);
  if (wrapped !== undefined) {
    return values([wrapped]);
  }
  const list = LISTS.map((name) => listOf(object, name)).find((value) => value !== undefined);
  return list && values(list);
}
