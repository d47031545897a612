import { type AthenaTable, tableOf } from '../../src/athena/table';

/** Columns of a table, by name. */
type Columns = Readonly<Record<string, string>>;

/** @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html */
const USER_IDENTITY =
  'struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>';

export const CLOUDTRAIL_COLUMNS: Columns = {
  eventversion: 'string',
  useridentity: USER_IDENTITY,
  eventtime: 'string',
  eventsource: 'string',
  eventname: 'string',
  awsregion: 'string',
  sourceipaddress: 'string',
  useragent: 'string',
  errorcode: 'string',
  errormessage: 'string',
  requestparameters: 'string',
  responseelements: 'string',
  requestid: 'string',
  eventid: 'string',
  readonly: 'string',
  resources: 'array<struct<arn:string,accountid:string,type:string>>',
  eventtype: 'string',
  recipientaccountid: 'string',
  sessioncredentialfromconsole: 'string',
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html */
const LAKE_COLUMNS: Columns = {
  ...CLOUDTRAIL_COLUMNS,
  eventtime: 'timestamp',
  requestparameters: 'map<string,string>',
};

/** OCSF 1.0.0-rc.2. */
const SECURITY_LAKE_1_COLUMNS: Columns = {
  metadata:
    'struct<product:struct<version:string,name:string,vendor_name:string>,uid:string,profiles:array<string>,version:string>',
  time: 'bigint',
  cloud: 'struct<region:string,provider:string>',
  api: 'struct<response:struct<error:string,message:string>,operation:string,version:string,service:struct<name:string>,request:struct<uid:string>>',
  actor:
    'struct<user:struct<type:string,name:string,uid:string,uuid:string,account_uid:string,credential_uid:string>,session:struct<created_time:bigint,mfa:boolean,issuer:string>,invoked_by:string,idp:struct<name:string>>',
  http_request: 'struct<user_agent:string>',
  src_endpoint: 'struct<uid:string,ip:string,domain:string>',
  class_uid: 'int',
  unmapped: 'map<string,string>',
};

/** OCSF 1.1.0. */
export const SECURITY_LAKE_2_COLUMNS: Columns = {
  ...SECURITY_LAKE_1_COLUMNS,
  metadata:
    'struct<product:struct<version:string,name:string,vendor_name:string>,uid:string,event_code:string,profiles:array<string>,version:string>',
  time_dt: 'timestamp',
  cloud: 'struct<region:string,provider:string,account:struct<uid:string>>',
  api: 'struct<response:struct<error:string,message:string,data:string>,operation:string,version:string,service:struct<name:string>,request:struct<data:string,uid:string>>',
  actor:
    'struct<user:struct<type:string,name:string,uid_alt:string,uid:string,account:struct<uid:string>,credential_uid:string>,session:struct<created_time_dt:timestamp,is_mfa:boolean,issuer:string>,invoked_by:string,idp:struct<name:string>>',
  accountid: 'string',
  region: 'string',
};

const PROJECTED = {
  'projection.enabled': 'true',
  'projection.timestamp.type': 'date',
  'projection.timestamp.format': 'yyyy/MM/dd',
  'projection.timestamp.interval': '1',
  'projection.timestamp.interval.unit': 'DAYS',
  'projection.timestamp.range': '2020/01/01,NOW',
} as const;

/** A table of each kind, with the name of its kind. */
export const TABLES = {
  'partition projection': table(CLOUDTRAIL_COLUMNS, ['account', 'region', 'timestamp'], PROJECTED),
  'manual partitions': table(CLOUDTRAIL_COLUMNS, ['region', 'year', 'month', 'day']),
  'no partitions': table(CLOUDTRAIL_COLUMNS, []),
  'CloudTrail Lake': table(LAKE_COLUMNS, []),
  'Security Lake, source version 1': table(SECURITY_LAKE_1_COLUMNS, [
    'region',
    'accountid',
    'eventday',
  ]),
  'Security Lake, source version 2': table(SECURITY_LAKE_2_COLUMNS, [], { table_type: 'ICEBERG' }),
} as const;

/** @param keys partition keys, all of them text. */
export function table(
  columns: Columns,
  keys: readonly string[],
  parameters: Readonly<Record<string, string>> = {},
): AthenaTable {
  const described = (names: Columns) =>
    Object.entries(names).map(([Name, Type]) => ({ Name, Type }));
  return tableOf(
    { database: 'logs', table: 'trail' },
    {
      Columns: described(columns),
      PartitionKeys: described(Object.fromEntries(keys.map((key) => [key, 'string']))),
      Parameters: { location: 's3://my-trail/AWSLogs/', ...parameters },
    },
  );
}
