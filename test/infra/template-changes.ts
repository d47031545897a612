import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';

/** A template, as `Template.toJSON` returns it. */
export type TemplateJson = Readonly<Record<string, unknown>>;

/** What CloudFormation does to a resource when one template follows another. */
interface Change {
  readonly id: string;
  readonly type: string;
  readonly impact: 'replaced' | 'removed';
}

/** What each deployment has, and what a user would lose with it: state, subscriptions, permissions of forwarders. */
export const CORE_TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::KMS::Key',
  'AWS::SNS::Topic',
  'AWS::Scheduler::ScheduleGroup',
] as const;

/** What must never be replaced: the core, confirmed subscriptions, dead letters, logs, and names in saved commands. */
export const LASTING_TYPES = [
  ...CORE_TYPES,
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SNS::Subscription',
  'AWS::SQS::Queue',
] as const;

/**
 * The resources that CloudFormation replaces or removes, by the documented update behaviour of each property. A
 * resource that it may replace, depending on what is deployed, counts as replaced.
 */
export function lossesOf(before: TemplateJson, after: TemplateJson): Change[] {
  const losses: Change[] = [];
  fullDiff({ ...before }, { ...after }).resources.forEachDifference((id, difference) => {
    const impact = impactOf(difference.changeImpact);
    if (impact !== undefined) {
      losses.push({ id, type: difference.oldResourceType ?? '', impact });
    }
  });
  return losses;
}

/** The losses among resources of some types. */
export function lossesOfTypes(losses: readonly Change[], types: readonly string[]): Change[] {
  return losses.filter(({ type }) => types.includes(type));
}

function impactOf(impact: ResourceImpact): Change['impact'] | undefined {
  switch (impact) {
    case ResourceImpact.WILL_REPLACE:
    case ResourceImpact.MAY_REPLACE:
      return 'replaced';
    case ResourceImpact.WILL_DESTROY:
    case ResourceImpact.WILL_ORPHAN:
      return 'removed';
    default:
      return undefined;
  }
}
