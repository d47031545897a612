import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLoopbackServer } from '../../demo/loopback-server';
import type { Environment } from './run-cli';

/** A record in Event history. */
export interface LookedUpRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventTime: string;
  readonly awsRegion: string;
}

/** A request of `LookupEvents`, as the stand-in saw it. */
export interface LookupRequest {
  readonly region: string;
  readonly eventName: string;
  /** In seconds since the epoch. */
  readonly start?: number;
  readonly end?: number;
  readonly token?: string;
  /** When it came, in milliseconds. */
  readonly at: number;
}

/** An error by its code. */
interface AwsFault {
  readonly code: string;
  readonly status: number;
}

export interface LookupStandInOptions {
  readonly records: readonly LookedUpRecord[];
  /** The regions that the account has enabled, or why they cannot be listed. */
  readonly regions: readonly string[] | AwsFault;
  /** Events per page. @default 50 */
  readonly pageSize?: number;
  /** The fault of a request, if any; called before each. */
  readonly fault?: (request: LookupRequest) => AwsFault | undefined;
}

export interface LookupStandIn {
  readonly requests: readonly LookupRequest[];
  /** The environment of a command that uses it as AWS. */
  readonly environment: Environment;
  stop(): Promise<void>;
}

/** `LookupEvents` of CloudTrail and `DescribeRegions` of EC2, over HTTP on this machine. */
export async function startLookupStandIn(options: LookupStandInOptions): Promise<LookupStandIn> {
  const requests: LookupRequest[] = [];
  const { endpoint, stop } = await startLoopbackServer((request, body, response) => {
    if (request.headers['x-amz-target'] === undefined) {
      describeRegions(options, response);
      return;
    }
    const lookup = lookupOf(request, body);
    requests.push(lookup);
    const fault = options.fault?.(lookup);
    if (fault === undefined) {
      response.end(JSON.stringify(pageOf(options, lookup)));
    } else {
      response.writeHead(fault.status);
      response.end(JSON.stringify({ __type: fault.code, message: 'No.' }));
    }
  });
  return {
    requests,
    environment: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stop,
  };
}

function lookupOf({ headers }: IncomingMessage, body: string): LookupRequest {
  const { LookupAttributes, StartTime, EndTime, NextToken } = JSON.parse(body);
  return {
    region: /Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '',
    eventName: LookupAttributes[0].AttributeValue,
    start: StartTime,
    end: EndTime,
    token: NextToken,
    at: performance.now(),
  };
}

function pageOf(
  { records, pageSize = 50 }: LookupStandInOptions,
  { region, eventName, start = 0, end = Number.POSITIVE_INFINITY, token = '0' }: LookupRequest,
) {
  const from = Number(token);
  const secondOf = ({ eventTime }: LookedUpRecord): number => Date.parse(eventTime) / 1000;
  const matching = records
    .filter((record) => record.awsRegion === region && record.eventName === eventName)
    .filter((record) => secondOf(record) >= start && secondOf(record) <= end)
    .sort((a, b) => secondOf(b) - secondOf(a));
  const next = from + pageSize;
  return {
    Events: matching.slice(from, next).map((record) => ({
      EventId: record.eventID,
      EventName: record.eventName,
      EventTime: secondOf(record),
      CloudTrailEvent: JSON.stringify(record),
    })),
    ...(next < matching.length && { NextToken: String(next) }),
  };
}

function describeRegions({ regions }: LookupStandInOptions, response: ServerResponse): void {
  response.setHeader('content-type', 'text/xml');
  if ('code' in regions) {
    response.writeHead(regions.status);
    response.end(
      `<Response><Errors><Error><Code>${regions.code}</Code><Message>No.</Message></Error></Errors></Response>`,
    );
    return;
  }
  const items = regions.map((region) => `<item><regionName>${region}</regionName></item>`);
  response.end(
    `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`,
  );
}
