import { dayOf } from '../detection/baseline/day';
import type { Episode, Episodes } from './episodes';
import type { EvaluatedSetting, FoundSweep } from './evaluate-grid';
import type { Setting } from './setting';

/** A setting, and what it would mean for people. Days are those of the history that have calls, in UTC. */
export interface RatedSetting {
  readonly setting: Setting;
  readonly findings: number;
  readonly findingsPerDay: number;
  /** Distinct principals over the whole history. */
  readonly principals: number;
  /** Distinct principals of a day, on average. */
  readonly principalsPerDay: number;
  /** Findings that are no repeats of others: what people are told of at most, whatever the severity. */
  readonly headsPerDay: number;
  /** Share of what the most sensitive setting sees that is seen here too, 0 to 1. */
  readonly recall: number;
  /**
   * The same, with each principal counted once by its highest score: a scanner that runs each night weighs no more than
   * an intruder who came once.
   */
  readonly weightedRecall: number;
}

/** @param days that have calls, at least one. */
export function rateSettings(
  settings: readonly EvaluatedSetting[],
  episodes: Episodes,
  days: number,
): RatedSetting[] {
  const weights = weigh(episodes.all);
  return settings.map(({ setting, sweeps }) => {
    const seen = episodesOf(sweeps, episodes);
    return {
      setting,
      findings: sweeps.length,
      findingsPerDay: sweeps.length / days,
      principals: new Set(sweeps.map(keyOf)).size,
      principalsPerDay:
        new Set(sweeps.map((sweep) => `${dayOf(sweep.openedAt)} ${keyOf(sweep)}`)).size / days,
      headsPerDay: sweeps.filter(({ isRepeat }) => !isRepeat).length / days,
      recall: shareOf(seen, episodes.all, () => 1),
      weightedRecall: shareOf(seen, episodes.all, (episode) => weights.get(episode) ?? 0),
    };
  });
}

function keyOf({ partition }: FoundSweep): string {
  return partition.principal.key;
}

function episodesOf(sweeps: readonly FoundSweep[], { of }: Episodes): ReadonlySet<Episode> {
  const seen = new Set<Episode>();
  for (const { calls } of sweeps) {
    // A flood may have filled the state at one window length and not at another, so that not every call is in both.
    const episode = calls.map(of).find((one) => one !== undefined);
    if (episode !== undefined) {
      seen.add(episode);
    }
  }
  return seen;
}

/** What each episode weighs: all of a principal together as much as the one with the highest score. */
function weigh(episodes: readonly Episode[]): Map<Episode, number> {
  const byWho = new Map<string, Episode[]>();
  for (const episode of episodes) {
    const known = byWho.get(episode.who);
    if (known === undefined) {
      byWho.set(episode.who, [episode]);
    } else {
      known.push(episode);
    }
  }
  return new Map(
    [...byWho.values()].flatMap((own) => {
      const highest = own.reduce((most, { score }) => Math.max(most, score), 0);
      return own.map((episode) => [episode, highest / own.length] as const);
    }),
  );
}

function shareOf(
  seen: ReadonlySet<Episode>,
  all: readonly Episode[],
  weightOf: (episode: Episode) => number,
): number {
  const sum = (episodes: Iterable<Episode>) =>
    [...episodes].reduce((total, episode) => total + weightOf(episode), 0);
  const total = sum(all);
  return total === 0 ? 1 : sum(seen) / total;
}
