import type { Caller } from './caller';
import { isoTime } from './clock';
import { resourceId } from './example-ids';
import { type Random, S3_REQUEST_ALPHABET } from './random';
import type { ApiCall, EndpointRecord, ManagementRecord } from './record';

/** When and where a call is made, and where its random parts come from. */
export interface Moment {
  readonly random: Random;
  readonly accountId: string;
  readonly region: string;
  readonly second: number;
}

/** The record that CloudTrail writes of a call, members in CloudTrail's order. */
export function buildRecord(caller: Caller, call: ApiCall, moment: Moment): ManagementRecord {
  const { random, region, second } = moment;
  const userIdentity = caller.identityAt(second);
  const isSignIn = call.eventType === 'AwsConsoleSignIn';
  const isFromService = !/^\d/.test(caller.sourceIPAddress);
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: isoTime(second),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...(call.errorCode !== undefined && {
      errorCode: call.errorCode,
      errorMessage: call.errorMessage,
    }),
    requestParameters: call.requestParameters,
    responseElements: call.responseElements ?? null,
    ...(call.additionalEventData && { additionalEventData: call.additionalEventData }),
    // A sign-in is no API request, so it has no request id.
    ...(!isSignIn && { requestID: requestId(call.service, random) }),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    ...(call.resources && { resources: call.resources }),
    eventType: call.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.accountId,
    // A call by a service, or from another account, may be recorded in more than one account.
    ...(['AWSService', 'AWSAccount'].includes(userIdentity.type) && {
      sharedEventID: random.uuid(),
    }),
    eventCategory: 'Management',
    ...(!isFromService && { tlsDetails: tlsDetails(hostOf(call.service, region)) }),
    ...(caller.fromConsole && !isSignIn && { sessionCredentialFromConsole: 'true' }),
  };
}

/**
 * The copy of a call that the owner of a VPC endpoint records. It names neither the parameters
 * nor the user agent.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export function buildEndpointRecord(
  caller: Caller,
  call: ApiCall,
  { random, accountId, region, second }: Moment,
): EndpointRecord {
  return {
    eventVersion: '1.11',
    userIdentity: caller.identityAt(second),
    eventTime: isoTime(second),
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: caller.sourceIPAddress,
    requestID: random.uuid(),
    eventID: random.uuid(),
    eventType: 'AwsVpceEvent',
    recipientAccountId: accountId,
    sharedEventID: random.uuid(),
    vpcEndpointId: resourceId('vpce', `${accountId} ${region}`),
    vpcEndpointAccountId: accountId,
    eventCategory: 'NetworkActivity',
  };
}

/** S3 numbers its requests in a way of its own. */
function requestId(service: string, random: Random): string {
  return service === 's3' ? random.text(16, S3_REQUEST_ALPHABET) : random.uuid();
}

function hostOf(service: string, region: string): string {
  if (service === 'signin') {
    return 'signin.aws.amazon.com';
  }
  return service === 'iam' ? 'iam.amazonaws.com' : `${service}.${region}.amazonaws.com`;
}

function tlsDetails(clientProvidedHostHeader: string) {
  return {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader,
  };
}
