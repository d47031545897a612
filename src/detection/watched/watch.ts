import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from '../rules/event-types';

/** The EventBridge guides of AWS spell it in both ways. */
const SIGN_IN_DETAIL_TYPES = [
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
] as const;

/** What is true of a member of a record, in the words of an event pattern of EventBridge. */
export type Condition =
  | string
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly 'anything-but': { readonly suffix: string } };

/** Conditions by member. A member has to meet one of its conditions, and a record has to meet all members. */
export interface Conditions {
  readonly [member: string]: readonly Condition[] | Conditions;
}

/**
 * Where a value is in a record: names of members, with dots in between. Every list on the way counts as its members. It
 * begins in `requestParameters`, unless it names another member of the record that holds values.
 */
export type Path = string;

const OTHER_VALUES = /^(?:responseElements|additionalEventData)\./;

/** The names on a path, from the record on. */
export function namesOn(path: Path): readonly string[] {
  return (OTHER_VALUES.test(path) ? path : `requestParameters.${path}`).split('.');
}

/** A service, as its events name it: `<service>.amazonaws.com` in records, `aws.<service>` in EventBridge. */
export type Service =
  | 'account'
  | 'autoscaling'
  | 'bedrock'
  | 'cloudformation'
  | 'cloudtrail'
  | 'ec2'
  | 'ec2-instance-connect'
  | 'ecs'
  | 'guardduty'
  | 'iam'
  | 'lambda'
  | 'organizations'
  | 'rds'
  | 'rolesanywhere'
  | 's3'
  | 'sagemaker'
  | 'secretsmanager'
  | 'servicequotas'
  | 'ses'
  | 'signin'
  | 'ssm'
  | 'sts';

/** A kind of watched call: it means little by itself, and much next to a sweep. */
export interface Watch {
  /** The `eventName`. */
  readonly call: string;
  readonly service: Service;
  /**
   * Whether EventBridge delivers the call only to rules that receive read-only management events.
   * @default false
   */
  readonly isReadOnly?: true;
  /** What else a record has to meet. */
  readonly where?: Conditions;
  /**
   * Where the name of the user is that the call concerns.
   * @default it concerns the caller alone
   */
  readonly subject?: Path;
  /** Where the credentials or the identity are that the call creates. Absent where it creates none. */
  readonly child?: { readonly accessKeyId?: Path; readonly arn?: Path | 'subject' };
  /** The values that an alert shows, at most four, by label. The first path with a value counts. */
  readonly details?: Readonly<Record<string, readonly Path[]>>;
  /** What a successful call adds to the score soon after a sweep. */
  readonly points: number;
  /**
   * Whether a call shortly before a sweep counts too.
   * @default false
   */
  readonly countsBefore?: true;
  /**
   * Whether it is unknown if EventBridge gets the call. AWS documents it for all others.
   * @default false
   */
  readonly isArrivalUnknown?: true;
}

/** Watched calls that serve the same purpose. Settings switch them on and off together. */
export interface WatchCategory {
  readonly id: string;
  readonly isOnByDefault: boolean;
  /**
   * Whether AWS services may make the calls. Otherwise the call of the caller that started them counts.
   * @default false
   */
  readonly isMadeByServices?: true;
  readonly watches: readonly Watch[];
}

/** How EventBridge delivers the calls of a service. */
export interface Delivery {
  readonly source: `aws.${string}`;
  readonly eventSource: string;
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn';
  /** The `detail-type` of the envelope. */
  readonly detailTypes: readonly [string, ...string[]];
}

/** How EventBridge delivers the calls of a service. */
export function deliveryOf(service: Service): Delivery {
  return {
    source: `aws.${service}`,
    eventSource: `${service}.amazonaws.com`,
    ...(service === 'signin'
      ? { eventType: 'AwsConsoleSignIn', detailTypes: SIGN_IN_DETAIL_TYPES }
      : { eventType: CALL_EVENT_TYPE, detailTypes: [CALL_DETAIL_TYPE] }),
  };
}
