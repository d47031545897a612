import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { AWS_REGIONS } from './aws-regions';
import type { RegionSweepConfig } from './config';
import type { GivenConfig } from './context-schema';
import { DEFAULT_CONFIG } from './defaults';

const OPT_IN_PAGE =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html';

/** What is allowed but hardly meant, one sentence or more each. Rules that agree share a warning. */
export function warningsOf(given: GivenConfig, config: RegionSweepConfig): string[] {
  return [
    ...idleMinCalls(given, config),
    ...decidingMinCalls(given, config),
    ...unreachableMinRegions(config),
    ...optInRegions(config.regions),
  ];
}

function idleMinCalls(given: GivenConfig, config: RegionSweepConfig): string[] {
  return perGroup(
    config,
    (id, settings) => isMinCallsGiven(given, id) && isIdle(settings) && !isMeantIdle(settings),
    ({ minCalls, minRegions }) => {
      const idle = `minCalls ${minCalls} decides nothing, because calls in ${minRegions} regions (minRegions) are at least ${minRegions} calls.`;
      return minRegions < DEFAULT_CONFIG.minCalls
        ? `${idle} Set minCalls to ${minRegions} to go by regions alone, or to more.`
        : `${idle} Set minCalls to more than ${minRegions}, or leave it out.`;
    },
  );
}

function isIdle({ minCalls, minRegions }: RuleSettings): boolean {
  return minCalls <= minRegions;
}

/** Left out, it would be more than that: this is how to go by regions alone. */
function isMeantIdle({ minCalls, minRegions }: RuleSettings): boolean {
  return minCalls === minRegions && minRegions < DEFAULT_CONFIG.minCalls;
}

/** Who asks for fewer regions seldom means as many calls as before. */
function decidingMinCalls(given: GivenConfig, config: RegionSweepConfig): string[] {
  return perGroup(
    config,
    (id, { minCalls, minRegions }) => !isMinCallsGiven(given, id) && minCalls > minRegions,
    ({ minCalls, minRegions }) =>
      `minCalls is not set, so it is ${minCalls}, and decides: ${minRegions} calls in ${minRegions} regions (minRegions) are no sweep. Set minCalls to ${minRegions} to go by regions alone, or to ${minCalls} if that is meant.`,
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
      `minRegions ${minRegions} is never reached once deployed: calls get to the hub from its own region and ${length} more (regions). Name more regions, or set minRegions to at most ${reachable}.`,
  );
}

function optInRegions(regions: readonly string[]): string[] {
  const optIn = AWS_REGIONS.filter(({ name, isOptIn }) => isOptIn && regions.includes(name));
  const names = optIn.map(({ name }) => name).join(', ');
  return names === ''
    ? []
    : [
        `regions: these have to be enabled by hand in every account, and for a StackSet in its administrator account and the management account too: ${names}. See ${OPT_IN_PAGE}`,
      ];
}

/** The warnings about enabled rules that a condition holds for, those with the same text in one. */
function perGroup(
  config: RegionSweepConfig,
  isMeant: (id: RuleId, settings: RuleSettings) => boolean,
  textOf: (settings: RuleSettings) => string,
): string[] {
  const idsByText = new Map<string, RuleId[]>();
  for (const id of RULE_IDS) {
    const settings = config.rules[id];
    if (settings.enabled && isMeant(id, settings)) {
      const text = textOf(settings);
      idsByText.set(text, [...(idsByText.get(text) ?? []), id]);
    }
  }
  return [...idsByText].map(([text, ids]) => `${ids.join(', ')}: ${text}`);
}

function isMinCallsGiven(given: GivenConfig, id: RuleId): boolean {
  return given.minCalls !== undefined || given.rules?.[id]?.minCalls !== undefined;
}
