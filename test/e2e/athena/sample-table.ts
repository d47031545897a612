import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type JsonObject, objectOf, textOf } from '../../../src/detection/json';
import { factsOfKey } from '../../../src/trail/find/trail-key';
import { PROJECT_ROOT } from '../../support/run-cli';

export const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');

/** An object of a table. */
export interface TableObject {
  readonly key: string;
  readonly body: Buffer;
}

/** The place and the day of a log file. */
export interface Partition {
  readonly account: string;
  readonly region: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/**
 * The records of the sample trail as objects of a table, one record per line.
 *
 * @param folderOf where the object of a log file is.
 * @param rowOf the row of a record.
 */
export function sampleObjects(
  folderOf: (partition: Partition) => string,
  rowOf: (record: JsonObject) => JsonObject = asHiveReads,
): TableObject[] {
  const names = readdirSync(SAMPLE_TRAIL, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.gz') && !name.includes('Digest'))
    .map((name) => {
      const text = gunzipSync(readFileSync(path.join(SAMPLE_TRAIL, name))).toString('utf8');
      const { Records } = JSON.parse(text) as { Records: JsonObject[] };
      const lines = Records.map((record) => `${JSON.stringify(rowOf(record))}\n`);
      const file = path.basename(name);
      return {
        key: `${folderOf(partitionOf(name))}/${file}`,
        body: gzipSync(lines.join('')),
      };
    });
}

function partitionOf(name: string): Partition {
  const { account = '', region = '', delivered } = factsOfKey(name.split(path.sep).join('/'));
  const time = new Date((delivered?.first ?? 0) * 1000).toISOString();
  const [year = '', month = '', day = ''] = time.slice(0, 10).split('-');
  return { account, region, year, month, day };
}

/** Members that are JSON texts in the columns of a table. */
const TEXTS = ['requestParameters', 'responseElements', 'additionalEventData'];

/** A record as the SerDe for CloudTrail shows it: names in lower case, and parameters as a JSON text. */
function asHiveReads(record: JsonObject): JsonObject {
  const members = Object.entries(record).map(([name, value]) => [
    name,
    TEXTS.includes(name) && value !== null ? JSON.stringify(value) : value,
  ]);
  return lowerCased(Object.fromEntries(members)) as JsonObject;
}

/**
 * A record as Security Lake shows it, in OCSF 1.1.0.
 *
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/CloudTrail
 */
export function asSecurityLake(record: JsonObject): JsonObject {
  const identity = objectOf(record, 'userIdentity');
  const issuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
  const source = textOf(record, 'sourceIPAddress') ?? '';
  const time = textOf(record, 'eventTime') ?? '';
  const unmapped = ['recipientAccountId', 'sessionCredentialFromConsole', 'eventCategory'];
  return {
    class_uid: 6003,
    time: Date.parse(time),
    time_dt: time.replace('T', ' ').replace('Z', ''),
    metadata: {
      uid: record['eventID'],
      event_code: record['eventType'],
      version: '1.1.0',
      product: { name: 'CloudTrail', vendor_name: 'AWS', version: record['eventVersion'] },
    },
    cloud: {
      provider: 'AWS',
      region: record['awsRegion'],
      account: { uid: record['recipientAccountId'] },
    },
    api: {
      operation: record['eventName'],
      service: { name: record['eventSource'] },
      request: {
        uid: record['requestID'],
        data: record['requestParameters'] ? JSON.stringify(record['requestParameters']) : null,
      },
      response: { error: record['errorCode'], message: record['errorMessage'] },
    },
    actor: {
      invoked_by: identity['invokedBy'],
      session: { issuer: issuer['arn'] },
      user: {
        type: identity['type'],
        name: identity['userName'],
        uid: identity['arn'],
        uid_alt: identity['principalId'],
        credential_uid: identity['accessKeyId'],
        account: { uid: identity['accountId'] },
      },
    },
    src_endpoint: /^[\d.:a-f]+$/.test(source) ? { ip: source } : { domain: source },
    http_request: { user_agent: record['userAgent'] },
    unmapped: Object.fromEntries(
      unmapped.flatMap((name) => (name in record ? [[name, String(record[name])]] : [])),
    ),
    accountid: record['recipientAccountId'],
    region: record['awsRegion'],
  };
}

function lowerCased(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const members = Object.entries(value).map(([name, member]) => [
    name.toLowerCase(),
    lowerCased(member),
  ]);
  return Object.fromEntries(members);
}
