import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../src/detection/json';
import { formatSecond } from '../../../src/detection/time';
import { DEFAULT_REGIONS } from '../../support/findings';
import { recordOf, type TemplateName } from '../../support/records';
import type { Envelope } from './event-carrier';
import { ACCOUNT } from './world';

/** A made-up history of one principal: by default, one second in ten regions. */
export interface History {
  readonly template?: TemplateName;
  /** Which, or how many. */
  readonly regions?: number | readonly string[];
  /** Calls in each region. */
  readonly times?: number;
  /** From the first call to the last. */
  readonly seconds?: number;
  /** Members of every record. */
  readonly fields?: JsonObject;
}

/** ARN of a user of the account; what IAM does not allow in names becomes a hyphen. */
export function userArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:user/${name.replaceAll(/\W+/g, '-')}`;
}

/** Records of a user that CloudTrail might have written just now. */
export function historyOf(user: string, history: History = {}): JsonObject[] {
  const { template = 'describe-instances', regions = 10, times = 1, seconds = 0 } = history;
  const start = Math.floor(Date.now() / 1000) - seconds;
  const round = typeof regions === 'number' ? DEFAULT_REGIONS.slice(0, regions) : regions;
  const calls = Array.from({ length: times }, () => round).flat();
  const step = seconds / Math.max(1, calls.length - 1);
  return calls.map((awsRegion, index) =>
    recordOf(template, {
      awsRegion,
      eventID: randomUUID(),
      eventTime: formatSecond(start + Math.round(index * step)),
      recipientAccountId: ACCOUNT,
      userIdentity: {
        type: 'IAMUser',
        principalId: `AIDA-${user}`,
        arn: userArn(user),
        accountId: ACCOUNT,
        userName: user,
      },
      ...history.fields,
    }),
  );
}

/** A history that nobody is to be notified of. */
export interface Harmless {
  readonly name: string;
  readonly history: History;
  readonly envelope?: Envelope;
  /** Deliveries of each event. */
  readonly deliveries?: number;
  /** Whether the rules let its events through, so that it is the detector that has to tell. */
  readonly isLetThrough: boolean;
}

export const HARMLESS: readonly Harmless[] = [
  { name: 'nine regions', history: { regions: 9 }, isLetThrough: true },
  {
    name: 'nine regions, each event delivered twice',
    history: { regions: 9 },
    deliveries: 2,
    isLetThrough: true,
  },
  {
    name: 'five regions, two calls in each',
    history: { regions: 5, times: 2 },
    isLetThrough: true,
  },
  { name: 'ten regions within 31 seconds', history: { seconds: 31 }, isLetThrough: true },
  {
    name: 'an envelope of another account than the record',
    history: { fields: { recipientAccountId: '444455556666' } },
    isLetThrough: true,
  },
  {
    name: 'another quota',
    history: {
      template: 'get-service-quota',
      fields: { requestParameters: { serviceCode: 'ec2', quotaCode: 'L-34B43A08' } },
    },
    isLetThrough: false,
  },
  {
    name: 'the quota of another service',
    history: {
      template: 'get-service-quota',
      fields: { requestParameters: { serviceCode: 'lambda', quotaCode: 'L-1216C47A' } },
    },
    isLetThrough: false,
  },
  {
    name: 'another call of EC2',
    history: { fields: { eventName: 'DescribeInstanceStatus' } },
    isLetThrough: false,
  },
  {
    name: 'another call of Service Quotas',
    history: { template: 'get-service-quota', fields: { eventName: 'ListServiceQuotas' } },
    isLetThrough: false,
  },
  {
    name: 'another detail-type',
    history: {},
    envelope: { detailType: 'AWS Service Event via CloudTrail' },
    isLetThrough: false,
  },
  {
    name: 'a source that is not AWS',
    history: {},
    envelope: { source: 'example.ec2' },
    isLetThrough: false,
  },
];
