import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { RULES } from '../../src/detection/rules/rule-catalog';
import {
  optionalVariables,
  readList,
  requireVariables,
  type Variables,
} from '../shared/environment';

/** The settings that the stack passes to the function. */
export type Environment = ReturnType<typeof readEnvironment>;

/** @throws Error that names every missing variable, or the problem of an invalid one. */
export function readEnvironment(variables: Variables) {
  const { monitoredRegions, ...required } = requireVariables(variables, {
    monitoredRegions: 'MONITORED_REGIONS',
    topicArn: 'TOPIC_ARN',
    archiveTopicArn: 'ARCHIVE_TOPIC_ARN',
    operatorsTopicArn: 'OPERATORS_TOPIC_ARN',
    followUpArn: 'FOLLOW_UP_ARN',
    /** A quota that the rule `get-service-quota` counts. */
    probedQuota: 'PROBED_QUOTA',
  });
  const { probedRules, expectsCalls, emails, slack, ...optional } = optionalVariables(variables, {
    /** IDs of the enabled rules that have a probe. */
    probedRules: 'PROBED_RULES',
    /** Set if EventBridge brings the calls of every region. */
    expectsCalls: 'EXPECTS_CALLS',
    /** Addresses that the stack subscribes to the findings topic and the operators topic. */
    emails: 'EMAILS',
    /** Any text if the stack subscribes a Slack channel to these topics. */
    slack: 'SLACK',
    /** The organization that the policy of the hub bus names. */
    organizationId: 'ORGANIZATION_ID',
    /** The StackSet of a region has this name, followed by the region. Absent if there are no StackSets. */
    stackSetPrefix: 'STACK_SET_PREFIX',
  });
  return {
    ...required,
    ...optional,
    regions: readList(monitoredRegions),
    probedRules: probedRulesOf(probedRules),
    expectsCalls: expectsCalls !== undefined,
    emails: readList(emails),
    hasSlack: slack !== undefined,
  };
}

/** A rule, and the call that proves that its calls arrive. */
export type ProbedRule = Pick<CatalogRule, 'id'> & Required<Pick<CatalogRule, 'probe'>>;

function probedRulesOf(ids = ''): ProbedRule[] {
  return readList(ids).map((id) => {
    const { probe, id: ruleId } = RULES.find((rule) => rule.id === id) ?? {};
    if (probe === undefined || ruleId === undefined) {
      throw new Error(
        `The environment variable PROBED_RULES is ${JSON.stringify(ids)}. Allowed: IDs of rules that have a probe, separated by commas. Deploy the stack again to set it.`,
      );
    }
    return { id: ruleId, probe };
  });
}
