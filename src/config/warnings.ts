import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import type { GivenConfig, RegionSweepConfig } from './config';
import { DEFAULT_CONFIG } from './defaults';
import { regionWarnings } from './region-warnings';

/**
 * Warnings about settings that are valid but probably not intended. Rules with the same settings share a warning.
 *
 * @param hubRegion if it is known.
 */
export function warningsOf(
  given: GivenConfig,
  config: RegionSweepConfig,
  hubRegion?: string,
): string[] {
  return [
    ...ineffectiveMinCalls(given, config),
    ...decisiveMinCalls(given, config),
    ...unreachableMinRegions(config, hubRegion),
    ...regionWarnings(config, hubRegion),
  ];
}

function ineffectiveMinCalls(given: GivenConfig, config: RegionSweepConfig): string[] {
  return perGroup(
    config,
    (id, settings) =>
      isMinCallsGiven(given, id) &&
      settings.minCalls <= settings.minRegions &&
      !isTurnedOff(settings),
    ({ minCalls, minRegions }) => {
      const why = `minCalls ${minCalls} has no effect, because calls in ${minRegions} regions (minRegions) are at least ${minRegions} calls.`;
      return minRegions < DEFAULT_CONFIG.minCalls
        ? `${why} To count regions only, set minCalls to ${minRegions}; otherwise set it higher.`
        : `${why} Set minCalls above ${minRegions}, or remove it.`;
    },
  );
}

/** With fewer regions than the default `minCalls`, an equal `minCalls` is how a user turns that threshold off. */
function isTurnedOff({ minCalls, minRegions }: RuleSettings): boolean {
  return minCalls === minRegions && minRegions < DEFAULT_CONFIG.minCalls;
}

/** A user who lowers `minRegions` rarely wants to keep the default `minCalls`. */
function decisiveMinCalls(given: GivenConfig, config: RegionSweepConfig): string[] {
  return perGroup(
    config,
    (id, { minCalls, minRegions }) => !isMinCallsGiven(given, id) && minCalls > minRegions,
    ({ minCalls, minRegions }) =>
      `minCalls is not set, so the default ${minCalls} applies: ${minRegions} calls in ${minRegions} regions (minRegions) are not a sweep. To count regions only, set minCalls to ${minRegions}; to keep the default, set it to ${minCalls}.`,
  );
}

function unreachableMinRegions(config: RegionSweepConfig, hubRegion?: string): string[] {
  // If the region of the hub is not known, it may be one more.
  const reachable = new Set([...config.regions, hubRegion]).size;
  return perGroup(
    config,
    (_id, { minRegions }) => reachable < minRegions,
    ({ minRegions }) =>
      `the deployed detector can never reach minRegions ${minRegions}, because the hub receives calls only from its own region and those in regions, ${reachable} in total. Add regions, or set minRegions to at most ${reachable}.`,
  );
}

/** The warnings about the enabled rules that meet a condition; rules with the same warning share it. */
function perGroup(
  config: RegionSweepConfig,
  isAffected: (id: RuleId, settings: RuleSettings) => boolean,
  textOf: (settings: RuleSettings) => string,
): string[] {
  const idsByText = new Map<string, RuleId[]>();
  for (const id of RULE_IDS) {
    const settings = config.rules[id];
    if (settings.enabled && isAffected(id, settings)) {
      const text = textOf(settings);
      idsByText.set(text, [...(idsByText.get(text) ?? []), id]);
    }
  }
  return [...idsByText].map(([text, ids]) => `${ids.join(', ')}: ${text}`);
}

function isMinCallsGiven(given: GivenConfig, id: RuleId): boolean {
  return given.minCalls !== undefined || given.rules?.[id]?.minCalls !== undefined;
}
