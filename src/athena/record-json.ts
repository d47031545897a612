import type { HiveType } from './hive-type';
import { identifier, literal } from './sql';

/** The members of an object that the result of a query holds: whole, or with these members. */
export interface Shape {
  readonly [member: string]: true | Shape;
}

/** What RegionSweep reads of a CloudTrail record. */
export const RECORD_SHAPE = {
  eventID: true,
  eventTime: true,
  eventSource: true,
  eventName: true,
  eventType: true,
  awsRegion: true,
  sourceIPAddress: true,
  userAgent: true,
  errorCode: true,
  recipientAccountId: true,
  sessionCredentialFromConsole: true,
  requestParameters: true,
  userIdentity: {
    type: true,
    principalId: true,
    arn: true,
    accountId: true,
    accessKeyId: true,
    userName: true,
    invokedBy: true,
    identityProvider: true,
    credentialId: true,
    onBehalfOf: { userId: true, identityStoreArn: true },
    sessionContext: {
      sessionIssuer: { type: true, principalId: true, arn: true, accountId: true, userName: true },
      webIdFederationData: { federatedProvider: true, attributes: true },
    },
  },
} as const satisfies Shape;

const ACCOUNT = { uid: true } as const;

/** What RegionSweep reads of an OCSF event: of version 1.0.0-rc.2 (source version 1) and 1.1.0 (source version 2). */
export const EVENT_SHAPE = {
  class_uid: true,
  time: true,
  metadata: {
    uid: true,
    event_code: true,
    version: true,
    product: { name: true, vendor_name: true },
  },
  cloud: { provider: true, region: true, account: ACCOUNT, account_uid: true },
  api: {
    operation: true,
    service: { name: true },
    request: { uid: true, data: true },
    response: { error: true },
  },
  actor: {
    invoked_by: true,
    idp: { name: true },
    session: { issuer: true, uid: true },
    user: {
      type: true,
      name: true,
      uid: true,
      uid_alt: true,
      uuid: true,
      credential_uid: true,
      account: ACCOUNT,
      account_uid: true,
    },
  },
  src_endpoint: { ip: true, domain: true },
  http_request: { user_agent: true },
  unmapped: true,
} as const satisfies Shape;

/** How the fields of an object are called in SQL, and their types. */
interface Fields {
  readonly types: ReadonlyMap<string, HiveType>;
  /** What comes before the name of a field. Empty for columns. */
  readonly prefix?: string;
}

/**
 * A value of type JSON that holds an object with the members of a shape that the fields have. A cast of the struct
 * itself would write names as the table has them, in lower case.
 *
 * @param own SQL for members that no field holds as they are.
 * @returns undefined if the fields have none of the members.
 */
export function objectAsJson(
  shape: Shape,
  { types, prefix = '' }: Fields,
  own: Readonly<Record<string, string>> = {},
): string | undefined {
  const members = Object.entries(shape).flatMap(([member, inner]): [string, string][] => {
    const field = member.toLowerCase();
    const type = types.get(field);
    const sql = type && (own[member] ?? valueAsJson(`${prefix}${identifier(field)}`, type, inner));
    return sql === undefined ? [] : [[member, sql]];
  });
  if (members.length === 0) {
    return undefined;
  }
  const names = members.map(([member]) => literal(member)).join(', ');
  const values = members.map(([, sql]) => indented(sql)).join(',\n');
  return `CAST(MAP(ARRAY[${names}], ARRAY[\n${values}\n]) AS JSON)`;
}

function valueAsJson(value: string, type: HiveType, shape: true | Shape): string | undefined {
  return shape === true || type.kind !== 'struct'
    ? `CAST(${value} AS JSON)`
    : objectAsJson(shape, { types: type.fields, prefix: `${value}.` });
}

function indented(text: string): string {
  return `  ${text.replaceAll('\n', '\n  ')}`;
}
