import { dayOf } from '../detection/baseline/day';
import { groupBy } from '../detection/group-by';
import type { Episode, Episodes } from './episodes';
import type { EvaluatedSetting, FoundSweep } from './evaluate-grid';
import type { Setting } from './setting';

/** A setting, with how much it finds and how many alerts it causes. Days are the days with calls, in UTC. */
export interface RatedSetting {
  readonly setting: Setting;
  readonly findings: number;
  readonly findingsPerDay: number;
  /** Distinct principals over the whole history. */
  readonly principals: number;
  /** Distinct principals per day, on average. */
  readonly principalsPerDay: number;
  /** Incidents per day: the most alerts that are possible, at any severity, if no severity rises. */
  readonly headsPerDay: number;
  /** Share of the episodes that this setting finds, from 0 to 1. */
  readonly recall: number;
  /**
   * The coverage: the same share, with each identity counted once, weighted by its highest score. A scanner that runs
   * each night weighs no more than an intruder who came once.
   */
  readonly weightedRecall: number;
}

/** @param days with calls, at least one. */
export function rateSettings(
  settings: readonly EvaluatedSetting[],
  episodes: Episodes,
  days: number,
): RatedSetting[] {
  const all = [...new Set(episodes.values())];
  const weights = weigh(all);
  return settings.map(({ setting, sweeps, incidents }) => {
    const found = episodesOf(sweeps, episodes);
    return {
      setting,
      findings: sweeps.length,
      findingsPerDay: sweeps.length / days,
      principals: new Set(sweeps.map(keyOf)).size,
      principalsPerDay:
        new Set(sweeps.map((sweep) => `${dayOf(sweep.openedAt)} ${keyOf(sweep)}`)).size / days,
      headsPerDay: incidents / days,
      recall: shareOf(found, all, () => 1),
      weightedRecall: shareOf(found, all, (episode) => weights.get(episode) ?? 0),
    };
  });
}

function keyOf({ partition }: FoundSweep): string {
  return partition.principal.key;
}

function episodesOf(sweeps: readonly FoundSweep[], episodes: Episodes): ReadonlySet<Episode> {
  const found = new Set<Episode>();
  for (const { calls } of sweeps) {
    // A flood may have filled buckets of one window length and not of another, so some calls have no episode.
    const episode = calls.map((call) => episodes.get(call)).find((one) => one !== undefined);
    if (episode !== undefined) {
      found.add(episode);
    }
  }
  return found;
}

/** The weight of each episode: all episodes of an identity together weigh as much as its highest score. */
function weigh(episodes: readonly Episode[]): Map<Episode, number> {
  return new Map(
    [...groupBy(episodes, ({ who }) => who).values()].flatMap((own) => {
      const highest = own.reduce((most, { score }) => Math.max(most, score), 0);
      return own.map((episode) => [episode, highest / own.length] as const);
    }),
  );
}

function shareOf(
  found: ReadonlySet<Episode>,
  all: readonly Episode[],
  weightOf: (episode: Episode) => number,
): number {
  const sum = (episodes: Iterable<Episode>) =>
    [...episodes].reduce((total, episode) => total + weightOf(episode), 0);
  const total = sum(all);
  return total === 0 ? 1 : sum(found) / total;
}
