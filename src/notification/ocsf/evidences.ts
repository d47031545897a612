import type { Finding } from '../../detection/finding';
import {
  accountIdOf,
  eventNamesOf,
  matchOf,
  onlyAccessKeyOf,
  principalName,
  roleArnOf,
} from '../facts';
import { partitionOf } from '../partition';
import { addressKind, arnText, fieldText } from '../record-text';
import { isAccessKeyId } from '../well-formed';

/** Our own limits; the schema has none. */
const MAX_NAME = 512;
const MAX_TEXT = 256;

/** User types in OCSF, by the type that CloudTrail records. */
const USER_TYPES = new Map([
  ['IAMUser', { type: 'User', type_id: 1 }],
  ['Root', { type: 'Admin', type_id: 2 }],
  ['AWSService', { type: 'Service', type_id: 4 }],
]);
const OTHER_USER_TYPE = 99;

/** Observable types in OCSF. */
const OBSERVABLE = {
  ip: { type: 'IP Address', type_id: 2 },
  resource: { type: 'Resource UID', type_id: 10 },
  userAgent: { type: 'HTTP User-Agent', type_id: 16 },
} as const;

/** The account of the caller, when it is known. */
function ocsfAccount(finding: Finding) {
  const uid = accountIdOf(finding);
  return uid === undefined ? undefined : { uid, type: 'AWS Account', type_id: 10 };
}

/** Where the caller comes from, and the region of the hub. */
export function ocsfCloud(finding: Finding, region: string | undefined) {
  const account = ocsfAccount(finding);
  return {
    provider: 'AWS',
    ...(account !== undefined && { account }),
    cloud_partition: partitionOf(finding),
    ...(region !== undefined && { region }),
  };
}

/** One entry per source IP, with the caller and the call, or one without a source IP where none is known. */
export function ocsfEvidences(finding: Finding) {
  const { eventSource } = matchOf(finding);
  const [eventName] = eventNamesOf(finding);
  const common = {
    actor: actorOf(finding),
    api: { operation: eventName, service: { name: eventSource } },
  };
  const addresses = finding.evidence.sourceIps;
  return addresses.length === 0
    ? [common]
    : addresses.map((address) => ({
        ...common,
        src_endpoint:
          addressKind(address) === 'name'
            ? { svc_name: fieldText(address, MAX_TEXT) }
            : { ip: address },
      }));
}

function actorOf(finding: Finding) {
  const { principal } = finding;
  const account = ocsfAccount(finding);
  const roleArn = roleArnOf(principal);
  const accessKeyId = onlyAccessKeyOf(finding);
  const session = {
    ...(principal.sessionName !== undefined && { uid: fieldText(principal.sessionName, MAX_TEXT) }),
    ...(roleArn !== undefined && { issuer: arnText(roleArn, MAX_NAME) }),
    ...(accessKeyId !== undefined && { credential_uid: accessKeyId }),
  };
  return {
    user: {
      uid: arnText(principal.arn ?? principalName(principal), MAX_NAME),
      ...(USER_TYPES.get(principal.type) ?? {
        type: fieldText(principal.type, MAX_TEXT),
        type_id: OTHER_USER_TYPE,
      }),
      ...(account !== undefined && { account }),
    },
    ...(Object.keys(session).length > 0 && { session }),
  };
}

/** What to search for in other logs: source IPs, keys and user agents. */
export function ocsfObservables({ evidence }: Finding) {
  return [
    ...evidence.sourceIps
      .filter((address) => addressKind(address) !== 'name')
      .map((value) => ({ name: 'evidences[].src_endpoint.ip', ...OBSERVABLE.ip, value })),
    ...evidence.accessKeyIds
      .filter(isAccessKeyId)
      .map((value) => ({ name: 'resources[].uid', ...OBSERVABLE.resource, value })),
    ...evidence.userAgents.map((agent) => ({
      name: 'unmapped.user_agents[]',
      ...OBSERVABLE.userAgent,
      value: fieldText(agent, MAX_TEXT),
    })),
  ];
}
