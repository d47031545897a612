import { ACCOUNT, CREDENTIALS, DEPLOYED_REGIONS } from './world';

/** An API call as IAM judges it. */
export interface ApiCall {
  /** For example `sts:AssumeRole`. */
  readonly action: string;
  /** An ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** An entry of `LookupEvents`; the members that matter here. */
interface LookedUpEvent {
  readonly EventId: string;
  readonly EventName: string;
  readonly EventSource: string;
  readonly EventTime: number;
  /** A CloudTrail record as JSON. */
  readonly CloudTrailEvent: string;
}

const USER_AGENT_OF_CDK = 'aws-cdk';

/**
 * The calls that the CDK CLI has made with the credentials of the user. Calls with the credentials of a role that it
 * assumed are not among them, and neither are those of CloudFormation, which the emulator does not make.
 */
export async function callsOfCdk(endpoint: string): Promise<ApiCall[]> {
  const regions = await Promise.all(DEPLOYED_REGIONS.map((region) => lookUp(endpoint, region)));
  return regions.flat().flatMap((event) => {
    const { awsRegion, userAgent, requestParameters } = JSON.parse(event.CloudTrailEvent);
    const service = event.EventSource.split('.')[0] ?? '';
    // The emulator names the calls of some protocols after the HTTP method.
    const action = `${service}:${requestParameters.Action ?? event.EventName}`;
    const resource = resourceOf(service, awsRegion, requestParameters);
    return userAgent.includes(USER_AGENT_OF_CDK) ? [{ action, resource, at: event.EventTime }] : [];
  });
}

/** Pages backwards in time: the emulator returns the last 50 events up to a time, and no token. */
async function lookUp(endpoint: string, region: string): Promise<LookedUpEvent[]> {
  const found = new Map<string, LookedUpEvent>();
  for (let before: number | undefined; ; ) {
    const size = found.size;
    for (const event of await page(endpoint, region, before)) {
      found.set(event.EventId, event);
      before = event.EventTime;
    }
    if (found.size === size) {
      return [...found.values()];
    }
  }
}

async function page(endpoint: string, region: string, before?: number): Promise<LookedUpEvent[]> {
  const scope = `${CREDENTIALS.accessKeyId}/20260101/${region}/cloudtrail/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({
      LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: CREDENTIALS.accessKeyId }],
      ...(before !== undefined && { EndTime: before }),
    }),
  });
  return ((await answer.json()) as { readonly Events: LookedUpEvent[] }).Events;
}

function resourceOf(
  service: string,
  region: string,
  { RoleArn, StackName, Name }: Readonly<Record<string, string | undefined>>,
): string {
  if (service === 'ssm' && Name !== undefined) {
    return `arn:aws:ssm:${region}:${ACCOUNT}:parameter${Name}`;
  }
  if (StackName !== undefined) {
    return StackName.startsWith('arn:')
      ? StackName
      : `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${StackName}/id`;
  }
  return RoleArn ?? '*';
}
