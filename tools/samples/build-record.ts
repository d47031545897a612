import type { Caller } from './callers';
import type { ApiCall, Moment } from './calls/call';
import { isoTime } from './clock';
import { resourceId } from './ids';
import type { CloudTrailRecord } from './record';

const S3_REQUEST_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The record that CloudTrail writes of a call, members in CloudTrail's order. */
export function buildRecord(caller: Caller, call: ApiCall, moment: Moment): CloudTrailRecord {
  const { random, region, second } = moment;
  const { service, errorCode, errorMessage, isSignIn = false } = call;
  const userIdentity = caller.identityAt(second);
  const isFromService = !/^\d/.test(caller.sourceIPAddress);
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: isoTime(second),
    eventSource: `${service}.amazonaws.com`,
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...(errorCode !== undefined && { errorCode, errorMessage }),
    requestParameters: call.requestParameters,
    responseElements: call.responseElements ?? null,
    ...(call.additionalEventData && { additionalEventData: call.additionalEventData }),
    // A sign-in is no API request, so it has no request ID. S3 has a format of its own.
    ...(!isSignIn && {
      requestID: service === 's3' ? random.text(16, S3_REQUEST_ALPHABET) : random.uuid(),
    }),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    ...(call.resources && { resources: call.resources }),
    eventType: isSignIn ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.accountId,
    // A call by a service, or from another account, may be recorded in several accounts.
    ...(['AWSService', 'AWSAccount'].includes(userIdentity.type) && {
      sharedEventID: random.uuid(),
    }),
    eventCategory: 'Management',
    ...(!isFromService && {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: hostOf(service, region),
      },
    }),
    ...(caller.fromConsole && !isSignIn && { sessionCredentialFromConsole: 'true' }),
  };
}

/**
 * The copy of a call that the owner of a VPC endpoint records. It holds neither the parameters nor the user agent.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
export function buildEndpointRecord(
  caller: Caller,
  call: ApiCall,
  { random, accountId, region, second }: Moment,
): CloudTrailRecord {
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

function hostOf(service: string, region: string): string {
  if (service === 'signin') {
    return 'signin.aws.amazon.com';
  }
  return service === 'iam' ? 'iam.amazonaws.com' : `${service}.${region}.amazonaws.com`;
}
