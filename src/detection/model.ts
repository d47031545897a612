/** The terms of the domain as types. Times are whole seconds since the epoch (UTC) unless the name has another unit. */
import type { OwnSettings } from './rules/rule';
import type { RuleId } from './rules/rule-catalog';

/** How a principal is identified; the prefix of its key. See {@link Principal.key}. */
export type PrincipalKind =
  | 'arn'
  | 'role'
  | 'principalId'
  | 'accessKey'
  | 'sourceIp'
  /** A user of IAM Identity Center: `<userId>:<identityStoreArn>`. */
  | 'onBehalfOf'
  /** `<type>:<identity provider, else account>:<userName>`. */
  | 'userName'
  /** An AWS service or a root user: `<type>:<invokedBy>:<account>`. */
  | 'identity'
  /** The record names nobody: `<account>/<source IP>/<user agent>`. */
  | 'unattributed';

/**
 * What calls are grouped by, the most specific first: the caller's ARN (each session separately), the access key, the
 * role behind a session, or the source IP (all callers in all accounts).
 */
export const GROUP_BY = ['arn', 'accessKey', 'role', 'sourceIp'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** One grouping, or several at once. */
export type Groupings = GroupBy | readonly GroupBy[];

/** How windows lie in event time; see `docs/adr/0001-windowing.md`. */
export const WINDOWINGS = ['sliding', 'tumbling'] as const;
export type Windowing = (typeof WINDOWINGS)[number];

/** Collision-resistant digest of a text, as lower-case hex. Injected, so that the core needs no library. */
export type Digest = (text: string) => string;

export interface Principal {
  readonly kind: PrincipalKind;
  /** `<kind>:<value>`: printable, bounded, one per principal. Calls count for it. */
  readonly key: string;
}

/**
 * Who made a call and how. Every text is bounded and free of control characters,
 * but the caller chooses some of it: escape it for the medium that shows it.
 */
export interface Caller {
  /** `userIdentity.type`, or `Unknown` where the record has none. */
  readonly type: string;
  readonly arn?: string;
  /** `userIdentity.accountId`: the account the caller belongs to. */
  readonly accountId?: string;
  /** `recipientAccountId`: the account that was called. */
  readonly recipientAccountId?: string;
  readonly accessKeyId?: string;
  /** `userIdentity.sessionContext.sessionIssuer.arn`, where the issuer is a role. */
  readonly roleArn?: string;
  /** `sourceIPAddress`: an IP address, or a name such as `ec2.amazonaws.com`. */
  readonly sourceIp?: string;
  /** Shortened by `user-agent.ts`, with all that signals look for. */
  readonly userAgent?: string;
  /** Present when the call failed; denied calls count like any other. */
  readonly errorCode?: string;
  /**
   * Present when AWS recorded that the call came from a console session. A caller cannot fake it with a header.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
   */
  readonly consoleSession?: 'true';
  /** Present when the call was denied and its record lacks the parameters that the rule looks at. */
  readonly unknownParameters?: 'true';
  /** Which of the calls of its rule it is, unless the first. */
  readonly eventName?: string;
  /** Which fields a bucket had no room for; see `caller-room.ts`. */
  readonly cut?: CutField | 'both';
}

/** A field that a bucket gives up where there are too many callers. */
export type CutField = 'sourceIp' | 'userAgent';

/** Whether a bucket had no room for a field of a caller. */
export function isCut({ cut }: Caller, field: CutField): boolean {
  return cut === field || cut === 'both';
}

/** The error codes with which EC2, Service Quotas and IAM deny a call. */
const DENIED = /Unauthorized|AccessDenied|Forbidden/i;

/** Whether AWS denied a call because the caller lacks permission. A call can fail for other reasons too. */
export function isDenied(caller: Caller | undefined): boolean {
  return DENIED.test(caller?.errorCode ?? '');
}

/** The call as the store keeps it. `caller` is missing once a bucket holds as many callers as it may. */
export interface TrackedCall {
  /** `eventID`: the identity of the call. */
  readonly eventId: string;
  /** `eventTime`, whole seconds since the epoch. */
  readonly second: number;
  /** `awsRegion`. */
  readonly region: string;
  readonly caller?: Caller;
}

/** One matching CloudTrail record. */
export interface Call extends TrackedCall {
  readonly ruleId: RuleId;
  /** The principal of the most specific grouping that the call has. */
  readonly principal: Principal;
  /** The principals of the other groupings, where there are several, the more specific first. */
  readonly otherPrincipals?: readonly Principal[];
  readonly caller: Caller;
}

/** When a principal's calls are a sweep; all limits are inclusive. */
export interface Thresholds {
  readonly windowSeconds: number;
  readonly windowing: Windowing;
  readonly minRegions: number;
  readonly minCalls: number;
}

/** The settings of one rule. */
export interface RuleSettings extends Thresholds, OwnSettings {
  readonly enabled: boolean;
  readonly groupBy: Groupings;
}

/** The calls of one rule by one principal, in windows of one length. */
export interface Partition {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  /** Part of the identity, so that a deployment with another length starts afresh instead of misreading old buckets. */
  readonly windowSeconds: number;
}

/** A half-open span of event time: `start <= second < end`. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}
