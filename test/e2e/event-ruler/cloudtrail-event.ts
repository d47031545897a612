import type { JsonObject } from '../../../src/detection/json';

/** A record in an EventBridge event, as CloudTrail delivers it: the source is the service in short. */
export function cloudTrailEvent(record: JsonObject): JsonObject {
  const [service] = String(record['eventSource'] ?? '').split('.');
  return {
    version: '0',
    id: 'aaaaaaaa-0000-4000-8000-000000000000',
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account: record['recipientAccountId'] ?? '111122223333',
    time: '2026-03-01T12:07:00Z',
    region: record['awsRegion'] ?? 'us-east-1',
    resources: [],
    // Last, because variants of the text are made by its end.
    detail: record,
  };
}

/** An event to put to both engines. */
export interface CandidateEvent {
  /** What is odd about it. */
  readonly what: string;
  /** JSON without line ends. */
  readonly text: string;
}
