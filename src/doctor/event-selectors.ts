import { RULES } from '../detection/rules/rule-catalog';
import type { FieldCondition, TrailSelectors } from './trail-facts';

/** Services whose calls a rule looks for, as records name them. */
const SOURCES: readonly string[] = [...new Set(RULES.map(({ match }) => match.eventSource))];

/**
 * The services of {@link SOURCES} whose read-only management events a trail does not record.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function unrecordedSources({ basic, advanced }: TrailSelectors): readonly string[] {
  return SOURCES.filter(
    (source) =>
      !basic.some(
        ({ includesManagementEvents, readWriteType, excludedSources }) =>
          includesManagementEvents &&
          readWriteType !== 'WriteOnly' &&
          !excludedSources.includes(source),
      ) && !advanced.some((conditions) => conditions.every((one) => holds(one, source))),
  );
}

/** Whether no call of any rule is recorded. */
export function areAllSources(sources: readonly string[]): boolean {
  return sources.length === SOURCES.length;
}

/** Whether a condition holds for a read-only management event. One on any other field may exclude some of them. */
function holds(condition: FieldCondition, source: string): boolean {
  const { field, equals, notEquals, startsWith, notStartsWith, endsWith, notEndsWith } = condition;
  const value = { eventCategory: 'Management', readOnly: 'true', eventSource: source }[field];
  if (value === undefined) {
    return false;
  }
  return (
    (equals?.includes(value) ?? true) &&
    !notEquals?.includes(value) &&
    (startsWith?.some((start) => value.startsWith(start)) ?? true) &&
    !notStartsWith?.some((start) => value.startsWith(start)) &&
    (endsWith?.some((end) => value.endsWith(end)) ?? true) &&
    !notEndsWith?.some((end) => value.endsWith(end))
  );
}
