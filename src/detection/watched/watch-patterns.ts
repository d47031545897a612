import { memberOf } from '../member-of';
import type { EventPattern } from '../rules/event-pattern';
import { TAMPERING_CALLS } from '../rules/tampering';
import { conditionsOf } from './match-watch';
import { type Conditions, type Delivery, deliveryOf } from './watch';
import { type CatalogCategory, type CatalogWatch, WATCHES, watchesOf } from './watch-catalog';

/** An EventBridge rule for the watched calls of one category. */
export interface WatchRule {
  /** Stable, because it becomes part of the logical ID in CloudFormation. */
  readonly id: string;
  /** At least one, all of one category. */
  readonly watches: readonly CatalogWatch[];
  /** Whether the rule has to receive read-only management events. */
  readonly seesReadOnlyEvents: boolean;
  readonly pattern: EventPattern;
}

/** The sources of all watched calls, whatever a configuration switches on. */
export const WATCHED_SOURCES: readonly string[] = [
  ...new Set(WATCHES.map(({ watch }) => deliveryOf(watch.service).source)),
];

/**
 * The EventBridge rules that deliver the watched calls of some categories: for each category one, and further ones for
 * read-only calls and for sign-ins. All calls in one rule would exceed the 2,048 characters that EventBridge allows.
 */
export function watchRules(categories: readonly CatalogCategory[]): readonly WatchRule[] {
  return rulesFor(watchesOf(categories));
}

/**
 * The same in a forwarder, without the calls that its rule for tampering forwards already: EventBridge bills each
 * forwarded event.
 */
export function forwardedWatchRules(categories: readonly CatalogCategory[]): readonly WatchRule[] {
  return rulesFor(watchesOf(categories).filter((one) => !isForwardedAsTampering(one)));
}

function isForwardedAsTampering({ watch }: CatalogWatch): boolean {
  return watch.service === 'cloudtrail' && TAMPERING_CALLS.includes(watch.call);
}

function rulesFor(watches: readonly CatalogWatch[]): readonly WatchRule[] {
  const groups = new Map<string, CatalogWatch[]>();
  for (const one of watches) {
    memberOf(groups, ruleIdOf(one), () => []).push(one);
  }
  return [...groups].map(([id, group]) => {
    const [{ watch }] = group as [CatalogWatch, ...CatalogWatch[]];
    return {
      id,
      watches: group,
      seesReadOnlyEvents: watch.isReadOnly === true,
      pattern: patternOf(group, deliveryOf(watch.service)),
    };
  });
}

function ruleIdOf({ category, watch: { service, isReadOnly } }: CatalogWatch): string {
  return [
    category.id,
    ...(deliveryOf(service).eventType === 'AwsConsoleSignIn' ? ['sign-in'] : []),
    ...(isReadOnly ? ['read-only'] : []),
  ].join('-');
}

/** @param watches of one category, which arrive in the same way. */
function patternOf(watches: readonly CatalogWatch[], { detailTypes }: Delivery): EventPattern {
  const sources = watches.map(({ watch }) => deliveryOf(watch.service).source);
  const alternatives = new Map<string, { conditions: Conditions; names: string[] }>();
  let shared: Conditions = {};
  for (const one of watches) {
    const { eventType, sourceIPAddress, eventName: _, ...conditions } = conditionsOf(one);
    shared = {
      ...(eventType && { eventType }),
      ...(sourceIPAddress && { sourceIPAddress }),
    };
    const key = JSON.stringify(conditions);
    memberOf(alternatives, key, () => ({ conditions, names: [] })).names.push(one.watch.call);
  }
  const [first, ...others] = [...alternatives.values()].map(({ conditions, names }) => {
    const { eventSource, ...where } = conditions;
    return { ...(eventSource && { eventSource }), eventName: names, ...where };
  });
  return {
    source: [...new Set(sources)],
    'detail-type': detailTypes,
    detail: { ...shared, ...(others.length === 0 ? first : { $or: [first, ...others] }) },
  };
}
