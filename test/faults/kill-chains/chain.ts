import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { takeCalls } from '../../../src/detection/cloudtrail/intake';
import type { JsonObject } from '../../../src/detection/json';
import type { Call } from '../../../src/detection/model';
import type { Severity } from '../../../src/detection/rules/rule';
import type { RuleId } from '../../../src/detection/rules/rule-catalog';
import { formatSecond } from '../../../src/detection/time';
import { indexWatches } from '../../../src/detection/watched/match-watch';
import { WATCHES } from '../../../src/detection/watched/watch-catalog';
import type { WatchedCall } from '../../../src/detection/watched/watched-call';
import { settingsOf, uuid } from '../../support/calls';
import { DEFAULT_REGIONS } from '../../support/findings';
import { recordOf } from '../../support/records';

export const ACCOUNT = '111122223333';
export const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
export const SETTINGS = settingsOf();

/** Who calls, from where and with what. */
export interface Caller {
  readonly userIdentity: JsonObject;
  readonly sourceIp: string;
  readonly userAgent?: string;
}

/** A user with a long-term key, or in the console, whose keys are temporary. */
export function userWith(name: string, accessKeyId: string, sourceIp: string): Caller {
  return {
    sourceIp,
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${name.toUpperCase().replace(/[^A-Z]/g, 'X')}EXAMPLE`,
      arn: userArn(name),
      accountId: ACCOUNT,
      accessKeyId,
      userName: name,
    },
  };
}

export function userArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:user/${name}`;
}

export function sessionWith(
  role: string,
  session: string,
  accessKeyId: string,
  sourceIp: string,
): Caller {
  return {
    sourceIp,
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
      accountId: ACCOUNT,
      accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLE',
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          accountId: ACCOUNT,
          userName: role,
        },
        attributes: { creationDate: formatSecond(NOON), mfaAuthenticated: 'false' },
      },
    },
  };
}

/** A call, next to who made it. */
export interface Deed {
  /** Seconds after noon. */
  readonly at: number;
  /** The service and the call, such as `iam CreateUser`. */
  readonly call: string;
  /** @default us-east-1 */
  readonly region?: string;
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly error?: string;
  /** Further members of the record. */
  readonly fields?: JsonObject;
}

/** A record without an ID, which the chain gives. */
export function did(caller: Caller, deed: Deed): JsonObject {
  const [service, eventName] = deed.call.split(' ');
  return recordOf('describe-instances', {
    eventTime: formatSecond(NOON + deed.at),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: deed.region ?? 'us-east-1',
    sourceIPAddress: caller.sourceIp,
    userAgent: caller.userAgent ?? 'Boto3/1.34.0 md/Botocore#1.34.0 os/linux lang/python#3.11.4',
    userIdentity: caller.userIdentity,
    requestParameters: deed.request ?? null,
    responseElements: deed.response ?? null,
    readOnly: false,
    ...(deed.error !== undefined && { errorCode: deed.error, errorMessage: 'Request failed.' }),
    ...deed.fields,
  });
}

/** A call of a rule in each region that every account has, two a second. */
export function swept(
  caller: Caller,
  { at, rule = 'describe-instances' }: { readonly at: number; readonly rule?: RuleId },
): JsonObject[] {
  return DEFAULT_REGIONS.map((region, index) =>
    recordOf(rule, {
      eventTime: formatSecond(NOON + at + Math.floor(index / 2)),
      awsRegion: region,
      sourceIPAddress: caller.sourceIp,
      userIdentity: caller.userIdentity,
      ...(caller.userAgent !== undefined && { userAgent: caller.userAgent }),
    }),
  );
}

/** Instances, as the record of RunInstances shows them. */
export function launched(type: string, count: number): Pick<Deed, 'request' | 'response'> {
  return {
    request: {
      instancesSet: {
        items: [{ imageId: 'ami-0abcdef1234567890', minCount: count, maxCount: count }],
      },
      instanceType: type,
      disableApiTermination: false,
    },
    response: {
      reservationId: 'r-0123456789abcdef0',
      ownerId: ACCOUNT,
      instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0', instanceType: type }] },
    },
  };
}

/** A generated attack that resembles a public one. */
export interface KillChain {
  readonly name: string;
  /** Where the incident is described. */
  readonly page: string;
  /** The identity that people get the incident of. */
  readonly identity: string;
  readonly severity: Severity;
  /** The timeline: for each line the time after noon in seconds, and the call or `sweep` and its regions. */
  readonly timeline: readonly (readonly [at: number, what: string])[];
  readonly records: readonly JsonObject[];
}

/** What one record is: a call of a rule, or a watched call, or nothing of interest. */
export interface Happening {
  /** Event time, seconds since the epoch. */
  readonly second: number;
  readonly calls: readonly Call[];
  readonly watched: readonly WatchedCall[];
}

const WATCH_INDEX = indexWatches(WATCHES);

/** The records of a chain as the detector reads them; each has an ID of its own. */
export function happeningsOf({ records }: Pick<KillChain, 'records'>): Happening[] {
  return records.map((record, index) => {
    const numbered = { ...record, eventID: uuid(index + 1) };
    const { calls, watched } = takeCalls(
      [{ kind: 'record', record: numbered }],
      { settings: SETTINGS, digest: sha256Digest },
      WATCH_INDEX,
    );
    return {
      second: Date.parse(String(record['eventTime'])) / 1000,
      calls,
      watched,
    };
  });
}
