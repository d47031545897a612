import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { AWS_REGIONS } from './aws-regions';
import type { GivenConfig, RegionSweepConfig } from './config';
import { DEFAULT_CONFIG } from './defaults';

const OPT_IN_PAGE =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html';

/** Warnings about settings that are valid but probably not intended. Rules with the same settings share a warning. */
export function warningsOf(given: GivenConfig, config: RegionSweepConfig): string[] {
  return [
    ...ineffectiveMinCalls(given, config),
    ...decisiveMinCalls(given, config),
    ...unreachableMinRegions(config),
    ...optInRegions(config.regions),
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

function unreachableMinRegions(config: RegionSweepConfig): string[] {
  const { length } = config.regions;
  // The region of the hub, which is not known here, may not be one of them.
  const reachable = length + 1;
  return perGroup(
    config,
    (_id, { minRegions }) => reachable < minRegions,
    ({ minRegions }) =>
      `the deployed detector can never reach minRegions ${minRegions}, because the hub receives calls only from its own region and the ${length} in regions. Add regions, or set minRegions to at most ${reachable}.`,
  );
}

function optInRegions(regions: readonly string[]): string[] {
  const optIn = AWS_REGIONS.filter(({ name, isOptIn }) => isOptIn && regions.includes(name));
  const names = optIn.map(({ name }) => name).join(', ');
  return names === ''
    ? []
    : [
        `regions: ${names} must be enabled by hand in every account, and for a StackSet also in its administrator account and the management account. See ${OPT_IN_PAGE}`,
      ];
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
