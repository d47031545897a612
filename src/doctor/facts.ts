import type { ControlPolicyFacts, QuotaFacts } from './account-facts';
import type { Look } from './look';
import type { TrailFacts, TrailPathFacts } from './trail-facts';

/** All that doctor sees of a deployment, or of the account that it is planned for. */
export interface Facts {
  /** Name of the stack of the hub. */
  readonly stackName: string;
  /** Region of the hub. */
  readonly region: string;
  /** When doctor looked. */
  readonly at: Date;
  readonly account: Look<string>;
  /** Nothing, if there is no such stack. */
  readonly stack: Look<StackFacts | undefined>;
  /** Whether the user does not expect a stack yet. */
  readonly isBeforeDeployment: boolean;
  /** Whether it is known what the stack consists of, which most checks start from. */
  readonly parts: Look<true>;
  /** The regions that send calls to the hub: according to the detector, or as planned. */
  readonly monitoredRegions: Look<readonly string[]>;
  /** Whether forwarders send calls to the hub. With the trail path alone, there are none. */
  readonly hasForwarders: Look<boolean>;
  /** A quota that the rule `get-service-quota` counts. */
  readonly quotaCode: Look<string>;
  /** The rules that the stack has. */
  readonly rules: Look<readonly RuleFacts[]>;
  readonly functions: readonly FunctionFacts[];
  readonly forwarders: readonly ForwarderFacts[];
  /** The policy of the hub bus, as JSON. Nothing, if it has none. */
  readonly busPolicy: Look<string | undefined>;
  /** How many statements the stack has added to it. */
  readonly policyStatements: Look<number>;
  readonly trails: Look<readonly TrailFacts[]>;
  /** Nothing, if the hub reads no trail files. */
  readonly trailPath: Look<TrailPathFacts | undefined>;
  /** ID of the organization of the account. Nothing, if it is in none. */
  readonly organizationId: Look<string | undefined>;
  /** ID of the organization that is to be deployed. */
  readonly plannedOrganizationId?: string | undefined;
  readonly stackSets: readonly StackSetFacts[];
  /** Whether the deployment has StackSets, or is to have them. */
  readonly needsStackSets: boolean;
  /** Whether the account is a delegated administrator of StackSets. */
  readonly isDelegatedAdministrator: Look<boolean>;
  /** The regions that the account has enabled. */
  readonly enabledRegions: Look<readonly string[]>;
  /** The service control policies that apply to the account or to accounts with forwarders. */
  readonly controlPolicies: Look<readonly ControlPolicyFacts[]>;
  readonly quotas: readonly QuotaFacts[];
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

/** Whether there is a stack to look at. If AWS does not show it, there may be one. */
export function isDeployed({ stack }: Pick<Facts, 'stack'>): boolean {
  return stack.kind !== 'seen' || stack.value !== undefined;
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
  readonly arn?: string | undefined;
  readonly bus: string;
  readonly region: string;
  /** Nothing, if the stack has the rule and EventBridge does not. */
  readonly state?: string | undefined;
  /** As JSON; none for a rule on a schedule. */
  readonly pattern?: string | undefined;
  /** ARNs of its targets. Nothing, if there is no such rule. */
  readonly targets?: Look<readonly string[]>;
}

export interface FunctionFacts {
  readonly name: string;
  /** Its resource policy, as JSON. Nothing, if it has none. */
  readonly policy: Look<string | undefined>;
}

export interface ForwarderFacts {
  readonly region: string;
  /** Nothing, if there is no such stack. */
  readonly rules: Look<readonly RuleFacts[] | undefined>;
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
