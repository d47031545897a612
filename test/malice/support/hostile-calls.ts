import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../src/detection/json';
import { formatSecond } from '../../../src/detection/time';
import { DEFAULT_REGIONS, roleSession } from '../../support/findings';
import { recordOf } from '../../support/records';

/** 2026-01-31T12:00:00Z; a window of 30 s begins here. */
export const WINDOW_START = Date.UTC(2026, 0, 31, 12) / 1000;

const ROLE_ARN = 'arn:aws:iam::111122223333:role/github-actions-deployment';

/** A record of call `index` of a sweep that goes round the regions within one window. */
export function sweepRecord(index: number, overrides: JsonObject = {}): JsonObject {
  return recordOf('describe-instances', {
    eventTime: formatSecond(WINDOW_START + (index % DEFAULT_REGIONS.length)),
    awsRegion: DEFAULT_REGIONS[index % DEFAULT_REGIONS.length],
    eventID: randomUUID(),
    ...overrides,
  });
}

/** Each call with another user agent and source IP, both as long as AWS allows. */
export function disguisedUserRecord(index: number): JsonObject {
  return sweepRecord(index, disguise(index));
}

/** Each call in another session of one role, too. */
export function disguisedSessionRecord(index: number): JsonObject {
  const session = `session-${index}-`.padEnd(64, 'x');
  return sweepRecord(index, { ...disguise(index), userIdentity: roleSession(session, ROLE_ARN) });
}

function disguise(index: number): JsonObject {
  const [high, low] = [index >> 8, index & 0xff].map((part) => (part | 0x1000).toString(16));
  return {
    userAgent: `agent-${index}-`.padEnd(1024, 'x'),
    sourceIPAddress: `2001:db8:ffff:ffff:ffff:ffff:${high}:${low}`,
  };
}

/** A record of another user for each index. */
export function userRecord(user: number, index: number, overrides: JsonObject = {}): JsonObject {
  return sweepRecord(index, {
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::111122223333:user/user-${user}`,
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    },
    ...overrides,
  });
}

/** An EventBridge event with a record, as the hub receives it. */
export function eventOf(record: unknown, overrides: JsonObject = {}): JsonObject {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.ec2',
    account: '111122223333',
    time: '2026-01-31T12:00:05Z',
    region: 'us-east-1',
    resources: [],
    detail: record,
    ...overrides,
  };
}
