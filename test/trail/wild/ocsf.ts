import { gzipSync } from 'node:zlib';
import { parquetOf } from './parquet';
import type { WildRecord } from './records';
import { csv, json, lines, millis, structText, type WildShape } from './shape';

const EXAMPLES = 'https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS';
const SECURITY_LAKE =
  'https://docs.aws.amazon.com/security-lake/latest/userguide/open-cybersecurity-schema-framework.html';
const LACKS =
  'the ARN and the account under their names in CloudTrail; milliseconds in place of eventTime';

const product = (record: WildRecord) => ({
  name: 'CloudTrail',
  vendor_name: 'AWS',
  version: record.eventVersion,
  feature: { name: 'Management' },
});

const response = (record: WildRecord) =>
  record.errorCode
    ? { error: record.errorCode, message: record.errorMessage }
    : { error: null, message: null };

const unmapped = (record: WildRecord) => ({
  eventType: record.eventType,
  managementEvent: 'true',
  readOnly: 'true',
  recipientAccountId: record.recipientAccountId,
  'tlsDetails.tlsVersion': 'TLSv1.3',
});

const common = (record: WildRecord) => ({
  activity_id: 2,
  activity_name: 'Read',
  class_name: 'API Activity',
  cloud: { provider: 'AWS', region: record.awsRegion },
  http_request: { user_agent: record.userAgent },
  severity: 'Informational',
  severity_id: 1,
  src_endpoint: { domain: null, ip: record.sourceIPAddress, uid: null },
  status: record.errorCode ? 'Failure' : 'Success',
  status_id: record.errorCode ? 2 : 1,
  time: millis(record),
  type_name: 'API Activity: Read',
  unmapped: unmapped(record),
});

/** OCSF 1.0.0-rc.2, source version 1 of Security Lake. */
const first = (record: WildRecord) => ({
  ...common(record),
  metadata: {
    product: product(record),
    profiles: ['cloud'],
    uid: record.eventID,
    version: '1.0.0-rc.2',
  },
  actor: {
    idp: { name: null },
    invoked_by: null,
    session: { created_time: null, issuer: null, mfa: null },
    user: {
      account_uid: record.userIdentity.accountId,
      credential_uid: record.userIdentity.accessKeyId,
      name: record.userIdentity.userName,
      type: record.userIdentity.type,
      uid: record.userIdentity.principalId,
      uuid: record.userIdentity.arn,
    },
  },
  api: {
    operation: record.eventName,
    request: { uid: record.requestID },
    response: response(record),
    service: { name: record.eventSource },
    version: null,
  },
  category_name: 'Audit Activity',
  category_uid: 3,
  class_uid: 3005,
  type_uid: 300_502,
});

/** OCSF 1.1.0, source version 2 of Security Lake. */
const second = (record: WildRecord) => ({
  ...common(record),
  time_dt: record.eventTime.replace('Z', '.000Z'),
  metadata: {
    product: product(record),
    event_code: record.eventType,
    profiles: ['cloud', 'datetime'],
    uid: record.eventID,
    version: '1.1.0',
  },
  actor: {
    idp: { name: null },
    invoked_by: null,
    session: { created_time_dt: null, is_mfa: null, issuer: null },
    user: {
      account: { uid: record.userIdentity.accountId },
      credential_uid: record.userIdentity.accessKeyId,
      name: record.userIdentity.userName,
      type: record.userIdentity.type,
      uid: record.userIdentity.arn,
      uid_alt: record.userIdentity.principalId,
    },
  },
  api: {
    operation: record.eventName,
    request: { data: json(record.requestParameters), uid: record.requestID },
    response: { ...response(record), data: null },
    service: { name: record.eventSource },
    version: null,
  },
  category_name: 'Application Activity',
  category_uid: 6,
  class_uid: 6003,
  type_uid: 600_302,
});

/** The columns by which Security Lake partitions its tables; times in microseconds. */
const partitioned = (record: WildRecord) => ({
  ...second(record),
  time_dt: millis(record) * 1000,
  accountid: record.recipientAccountId,
  region: record.awsRegion,
  eventday: '20260314',
});

const texts = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? structText(value) : String(value),
    ]),
  );

/** Security Lake and others who write OCSF. */
export const OCSF: readonly WildShape[] = [
  {
    name: 'ocsf-1.0.0-rc.2.jsonl',
    source: `${EXAMPLES} (v1.0.0-rc.2)`,
    lacks: LACKS,
    write: (records) => lines(records.map(first)),
  },
  {
    name: 'ocsf-1.1.0.json.gz',
    source: `${EXAMPLES}/v1.1.0/CloudTrail`,
    lacks: LACKS,
    write: (records) => gzipSync(lines(records.map(second))),
  },
  {
    name: 'security-lake-1.gz.parquet',
    source: SECURITY_LAKE,
    lacks: LACKS,
    write: (records) => parquetOf(records.map(first)),
  },
  {
    name: 'security-lake-2.gz.parquet',
    source: SECURITY_LAKE,
    lacks: LACKS,
    write: (records) => parquetOf(records.map(second)),
  },
  {
    name: 'security-lake-athena.csv',
    source: `${SECURITY_LAKE}, https://docs.aws.amazon.com/athena/latest/ug/querying.html`,
    lacks: LACKS,
    write: (records) => csv(records.map((record) => texts(partitioned(record)))),
  },
];
