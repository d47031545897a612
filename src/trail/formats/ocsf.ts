import { isObject, type JsonObject, objectOf, textOf } from '../../detection/json';
import { formatMilliseconds } from '../../detection/time';
import { BuiltRecord, objectIn } from './built-record';
import { type Format, nameOf, notUnderstood, type Part } from './format';

/**
 * Events of CloudTrail in Security Lake, in OCSF 1.0.0-rc.2 (source version 1) and 1.1.0 (source version 2): API
 * Activity, and the other classes into which Security Lake sorts calls. Rows of Parquet have the same members.
 *
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/CloudTrail
 * @see https://docs.aws.amazon.com/security-lake/latest/userguide/open-cybersecurity-schema-framework.html
 */
export const ocsf: Format = {
  name: 'Security Lake: CloudTrail management events in OCSF',
  from: 'the Parquet objects of Security Lake; the same events as JSON; its tables in Athena with columns as JSON',
  open: (event) => {
    if (!Object.hasOwn(event, 'class_uid')) {
      return undefined;
    }
    const { product } = objectIn(event['metadata']) ?? {};
    const name = isObject(product) ? textOf(product, 'name') : undefined;
    const record = name?.endsWith('CloudTrail') ? recordOf(event) : undefined;
    return [record ?? notUnderstood(STRANGER)];
  },
};

const STRANGER =
  'This looks like an OCSF event that is not from CloudTrail. From Security Lake, RegionSweep reads the source CLOUD_TRAIL_MGMT.';

function recordOf(event: JsonObject): Part | undefined {
  const inside = (name: string): JsonObject => objectIn(event[name]) ?? {};
  const [api, endpoint] = [inside('api'), inside('src_endpoint')];
  const [request, response] = [objectOf(api, 'request'), objectOf(api, 'response')];
  const eventSource = textOf(objectOf(api, 'service'), 'name');
  const eventName = textOf(api, 'operation');
  if (eventSource === undefined || eventName === undefined) {
    return undefined;
  }
  const built = new BuiltRecord();
  for (const [path, value] of unmappedIn(event['unmapped'])) {
    built.set(path, value);
  }
  const members = {
    eventSource,
    eventName,
    eventTime: timeOf(event),
    eventID: inside('metadata')['uid'],
    eventType: inside('metadata')['event_code'],
    awsRegion: inside('cloud')['region'],
    sourceIPAddress: endpoint['ip'] ?? endpoint['domain'],
    userAgent: inside('http_request')['user_agent'],
    errorCode: response['error'],
    errorMessage: response['message'],
    requestParameters: objectIn(request['data']),
    requestID: request['uid'],
  };
  for (const [name, value] of Object.entries(members)) {
    built.set([name], value);
  }
  setIdentity(built, inside('actor'));
  return { kind: 'record', record: built.record };
}

function setIdentity(built: BuiltRecord, actor: JsonObject): void {
  const user = objectOf(actor, 'user');
  const uids = ['uid', 'uid_alt', 'uuid'].map((name) => textOf(user, name));
  const issuer = textOf(objectOf(actor, 'session'), 'issuer');
  const isUser = issuer?.includes(':user/') === true;
  const members = {
    type: user['type'],
    arn: uids.find((uid) => uid?.startsWith('arn:')),
    principalId: uids.find((uid) => uid !== undefined && !uid.startsWith('arn:')),
    accountId: user['account_uid'] ?? objectOf(user, 'account')['uid'],
    accessKeyId: user['credential_uid'],
    userName: user['name'],
    invokedBy: actor['invoked_by'],
    identityProvider: objectOf(actor, 'idp')['name'],
  };
  for (const [name, value] of Object.entries(members)) {
    built.set(['userIdentity', name], value);
  }
  const issuerPath = ['userIdentity', 'sessionContext', 'sessionIssuer'];
  built.set([...issuerPath, 'arn'], issuer);
  built.set([...issuerPath, 'type'], isUser ? 'IAMUser' : undefined);
}

function timeOf({ time, time_dt: iso }: JsonObject): unknown {
  const isNumber = typeof time === 'number' || (typeof time === 'string' && /^\d+$/.test(time));
  const milliseconds = isNumber ? Number(time) : Number.NaN;
  return Math.abs(milliseconds) < MAX_TIME ? formatMilliseconds(milliseconds) : iso;
}

/** Milliseconds; `Date` cannot format much later times. */
const MAX_TIME = 8e15;

/**
 * Members without a place in OCSF, by their paths: `{"requestParameters.quotaCode":"…"}`, or nested; as rows of
 * Parquet, a list of keys and values.
 */
function* unmappedIn(value: unknown): Generator<readonly [string[], unknown]> {
  const members = Array.isArray(value) ? value.map(entryOf) : Object.entries(objectIn(value) ?? {});
  for (const [name, inner] of members) {
    const path = name.split('.');
    if (path.length <= MAX_PATH) {
      yield [path, inner];
    }
  }
}

/** Longer paths lead into lists of parameters, which no rule looks at. */
const MAX_PATH = 8;

function entryOf(entry: unknown): [string, unknown] {
  if (Array.isArray(entry)) {
    return [nameOf(entry[0]), entry[1]];
  }
  return isObject(entry) ? [nameOf(entry['key']), entry['value']] : ['', undefined];
}
