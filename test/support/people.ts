import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import type { JsonObject } from '../../src/detection/json';
import type { Call, Groupings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { formatSecond } from '../../src/detection/time';
import { settingsOf, uuid } from './calls';
import type { KnownCall } from './incident-oracle';
import { recordOf } from './records';

const ACCOUNT = '111122223333';

/** Somebody who calls: an identity by one session, key and source IP. */
export interface Person {
  /** The key of the identity. */
  readonly identity: string;
  readonly userIdentity: JsonObject;
  readonly sourceIp: string;
}

/** @param key another access key of the same user. */
export function userNamed(name: string, sourceIp: string, key = '1'): Person {
  const arn = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  return {
    identity: arn,
    sourceIp,
    userIdentity: {
      type: 'IAMUser',
      arn,
      accountId: ACCOUNT,
      accessKeyId: accessKey(`AKIA${name}${key}`),
    },
  };
}

export function sessionOf(role: string, session: string, sourceIp: string): Person {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${role}`;
  return sessionWith(roleArn, roleArn, session, sourceIp);
}

/** A session of IAM Identity Center, which names it after the person: each is an identity of its own. */
export function portalSessionOf(user: string, sourceIp: string): Person {
  const name = 'AWSReservedSSO_Admin_0123456789abcdef';
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${name}`;
  return sessionWith(
    `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${user}`,
    roleArn,
    user,
    sourceIp,
  );
}

function sessionWith(identity: string, roleArn: string, session: string, sourceIp: string): Person {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    identity,
    sourceIp,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
      accountId: ACCOUNT,
      accessKeyId: accessKey(`ASIA${role}${session}`),
      sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn, accountId: ACCOUNT } },
    },
  };
}

function accessKey(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, 'X')
    .padEnd(20, 'X')
    .slice(0, 20);
}

/** What a call is, next to who made it. */
export interface CallShape {
  /** Distinct for distinct calls. */
  readonly number: number;
  readonly second: number;
  readonly region: string;
  readonly rule?: RuleId;
  readonly isDenied?: boolean;
}

/** A record of a call by a person. */
export function recordBy(person: Person, shape: CallShape): JsonObject {
  return recordOf(shape.rule ?? 'describe-instances', {
    eventID: uuid(shape.number),
    eventTime: formatSecond(shape.second),
    awsRegion: shape.region,
    sourceIPAddress: person.sourceIp,
    userIdentity: person.userIdentity,
    ...(shape.isDenied && { errorCode: 'Client.UnauthorizedOperation' }),
  });
}

/** A call by a person, parsed from its record. */
export function callBy(person: Person, shape: CallShape, groupBy: Groupings): KnownCall {
  const { calls } = takeCalls([{ kind: 'record', record: recordBy(person, shape) }], {
    settings: settingsOf({ groupBy }),
    digest: sha256Digest,
  });
  return { call: calls[0] as Call, identity: person.identity };
}

/** A call in each of some regions by a person, one a second. */
export function sweepBy(
  person: Person,
  {
    number,
    second,
    regions = 10,
    step = 1,
    ...shape
  }: Omit<CallShape, 'region'> & { readonly regions?: number; readonly step?: number },
  groupBy: Groupings,
): KnownCall[] {
  return Array.from({ length: regions }, (_, index) =>
    callBy(
      person,
      {
        ...shape,
        number: number + index,
        second: second + index * step,
        region: `region-${index}`,
      },
      groupBy,
    ),
  );
}

export function callsOf(known: readonly KnownCall[]): Call[] {
  return known.map(({ call }) => call);
}
