import type { Look } from './look';

/** All that doctor sees of a deployment. */
export interface Facts {
  /** Name of the stack of the hub. */
  readonly stackName: string;
  /** Region of the hub. */
  readonly region: string;
  /** When doctor looked. */
  readonly at: Date;
  /** Nothing, if there is no such stack. */
  readonly stack: Look<StackFacts | undefined>;
  /** Whether it is known what the stack consists of, which most checks start from. */
  readonly parts: Look<true>;
  /** The regions that send calls to the hub, according to the detector. */
  readonly monitoredRegions: Look<readonly string[]>;
  /** A quota that the rule `get-service-quota` counts. */
  readonly quotaCode: Look<string>;
  /** The rules that the stack has. */
  readonly rules: Look<readonly RuleFacts[]>;
  readonly forwarders: readonly ForwarderFacts[];
  /** The policy of the hub bus, as JSON. Nothing, if it has none. */
  readonly busPolicy: Look<string | undefined>;
  /** How many statements the stack has added to it. */
  readonly policyStatements: Look<number>;
  readonly trails: Look<readonly TrailFacts[]>;
  /** ID of the organization of the account. Nothing, if it is in none. */
  readonly organizationId: Look<string | undefined>;
  readonly stackSets: readonly StackSetFacts[];
  readonly topics: readonly TopicFacts[];
  readonly alarms: Look<readonly AlarmFacts[]>;
  readonly deadLetters: readonly QueueFacts[];
  /** Calls that the detector has counted in the last {@link ARRIVAL_HOURS} hours, by region. */
  readonly calls: Look<ReadonlyMap<string, number>>;
  /** Whether a heartbeat calls every region. */
  readonly hasHeartbeat: Look<boolean>;
  /** Only if they were asked for. */
  readonly testCalls?: readonly TestCallFacts[];
}

/** The heartbeat takes 15 min for all regions. CloudTrail usually takes some minutes for a call, but can take longer. */
export const ARRIVAL_HOURS = 3;

export interface StackFacts {
  readonly account: string;
  /** For example `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly createdAt: Date;
  readonly outputs: ReadonlyMap<string, string>;
}

export interface RuleFacts {
  readonly name: string;
  readonly bus: string;
  readonly region: string;
  /** Nothing, if the stack has the rule and EventBridge does not. */
  readonly state?: string | undefined;
  /** As JSON; none for a rule on a schedule. */
  readonly pattern?: string | undefined;
}

export interface ForwarderFacts {
  readonly region: string;
  /** Nothing, if there is no such stack. */
  readonly rules: Look<readonly RuleFacts[] | undefined>;
}

export interface TrailFacts {
  readonly name: string;
  readonly isMultiRegion: boolean;
  readonly isLogging: Look<boolean>;
  /** Whether it records management events that only read. */
  readonly recordsReads: Look<boolean>;
}

export interface StackSetFacts {
  readonly name: string;
  readonly instances: Look<readonly StackInstanceFacts[]>;
}

export interface StackInstanceFacts {
  readonly account: string;
  readonly region: string;
  /** For example `SUCCEEDED` or `FAILED`. */
  readonly status: string;
  /** Whether it is not current, and stays so until somebody acts. */
  readonly isFailed: boolean;
  readonly reason?: string | undefined;
}

export interface TopicFacts {
  /** The output of the stack that names it. */
  readonly output: 'TopicArn' | 'ArchiveTopicArn' | 'OperatorsTopicArn';
  readonly arn: string;
  /** Subscriptions that the stack made. */
  readonly expected: readonly string[];
  readonly subscriptions: Look<readonly SubscriptionFacts[]>;
}

interface SubscriptionFacts {
  /** `PendingConfirmation` until it is confirmed. */
  readonly arn: string;
  readonly protocol: string;
}

export interface AlarmFacts {
  readonly name: string;
  readonly state: string;
  readonly description: string;
  readonly hasActionsEnabled: boolean;
}

export interface QueueFacts {
  /** The output that names it. */
  readonly output: string;
  readonly url: string;
  readonly region: string;
  readonly messages: Look<number>;
}

export interface TestCallFacts {
  /** For example `DescribeInstances`. */
  readonly operation: string;
  readonly region: string;
  readonly madeAt: Date;
  readonly waitedSeconds: number;
  /** Whether the detector has counted a call from this region since. */
  readonly wasCounted: Look<boolean>;
}
