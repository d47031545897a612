import { RULES } from '../../detection/rules/rule-catalog';

/** A place in a record, such as `['userIdentity', 'arn']`. */
export type RecordPath = readonly string[];

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const RECORD_MEMBERS = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'requestID',
  'eventID',
  'eventType',
  'eventCategory',
  'readOnly',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'sessionCredentialFromConsole',
];

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const IDENTITY_MEMBERS = [
  'type',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'userName',
  'invokedBy',
  'identityProvider',
  'credentialId',
  'onBehalfOf.userId',
  'onBehalfOf.identityStoreArn',
  'inScopeOf.sourceArn',
  'inScopeOf.sourceAccount',
  'inScopeOf.issuerType',
  'inScopeOf.credentialsIssuedTo',
  'sessionContext.sourceIdentity',
  'sessionContext.ec2RoleDelivery',
  'sessionContext.assumedRoot',
  'sessionContext.attributes.creationDate',
  'sessionContext.attributes.mfaAuthenticated',
  'sessionContext.sessionIssuer.type',
  'sessionContext.sessionIssuer.principalId',
  'sessionContext.sessionIssuer.arn',
  'sessionContext.sessionIssuer.accountId',
  'sessionContext.sessionIssuer.userName',
  'sessionContext.webIdFederationData.federatedProvider',
];

/** Parameters that a rule looks at. */
const PARAMETERS = RULES.flatMap(({ match }) => Object.keys(match.requestParameters ?? {}));

/**
 * Names that others gave to members: the console's CSV file, and Microsoft Sentinel.
 *
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/awscloudtrail
 */
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ['User name', 'userIdentity.userName'],
  ['AWS access key', 'userIdentity.accessKeyId'],
  ['AwsEventId', 'eventID'],
  ['TimeGenerated', 'eventTime'],
  ['TimeGenerated [UTC]', 'eventTime'],
  ['EventTypeName', 'eventType'],
  ['SessionMfaAuthenticated', 'userIdentity.sessionContext.attributes.mfaAuthenticated'],
  ['SessionCreationDate', 'userIdentity.sessionContext.attributes.creationDate'],
  ['SessionIssuerType', 'userIdentity.sessionContext.sessionIssuer.type'],
  ['SessionIssuerPrincipalId', 'userIdentity.sessionContext.sessionIssuer.principalId'],
  ['SessionIssuerArn', 'userIdentity.sessionContext.sessionIssuer.arn'],
  ['SessionIssuerAccountId', 'userIdentity.sessionContext.sessionIssuer.accountId'],
  ['SessionIssuerUserName', 'userIdentity.sessionContext.sessionIssuer.userName'],
];

const PATHS: ReadonlyMap<string, RecordPath> = new Map(
  [
    ...RECORD_MEMBERS.map((name) => [name, name] as const),
    ...IDENTITY_MEMBERS.map((name) => [`userIdentity.${name}`, `userIdentity.${name}`] as const),
    ...PARAMETERS.map(
      (name) => [`requestParameters.${name}`, `requestParameters.${name}`] as const,
    ),
    ...OTHER_NAMES,
  ].map(([name, path]) => [squeezed(name), path.split('.')]),
);

/** Single names in an identity, as Athena writes them: without capitals. */
export const IDENTITY_NAMES: ReadonlySet<string> = new Set(
  IDENTITY_MEMBERS.flatMap((name) => name.split('.').map(squeezed)),
);

/** Paths by the names of columns that were looked up. A file has few; an attacker could have many. */
const known = new Map<string, RecordPath | undefined>();
const MAX_KNOWN = 2000;

/** Where a column belongs in a record: `eventname`, `Event name`, `userIdentity.arn`, `UserIdentityArn` … */
export function pathOfColumn(name: string): RecordPath | undefined {
  if (known.has(name)) {
    return known.get(name);
  }
  const path = name.length > 200 ? undefined : PATHS.get(squeezed(name));
  if (known.size < MAX_KNOWN) {
    known.set(name, path);
  }
  return path;
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
