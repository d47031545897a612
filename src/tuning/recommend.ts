import type { RatedSetting } from './rate-settings';
import { nameOf, type Setting } from './setting';

/** A setting to use, and why. */
export interface Recommendation {
  readonly rated: RatedSetting;
  /** Sentences for people, in order. They hold no text that a caller can choose. */
  readonly reasons: readonly string[];
  /** Settings of which none is both quieter and sees more, the quieter first. */
  readonly frontier: readonly RatedSetting[];
}

/** What is in use is left alone unless something is better by this much, as a share of the whole. */
const TOLERANCE = 0.02;

/**
 * The knee: where what is still seen, less what it costs in noise, both as shares of the most sensitive setting, is
 * greatest. What is seen is the recall by score, and noise is how many findings people are told of at most.
 *
 * @param current what is in use, where it is one of these settings.
 * @returns undefined where nothing is found at any setting.
 */
export function recommend(
  rated: readonly RatedSetting[],
  current: Setting | undefined,
): Recommendation | undefined {
  const isSlidingTried = rated.some(({ setting }) => setting.windowing === 'sliding');
  const candidates = rated.filter(
    ({ setting }) => !isSlidingTried || setting.windowing === 'sliding',
  );
  const loudest = Math.max(...candidates.map(({ headsPerDay }) => headsPerDay));
  if (!(loudest > 0)) {
    return undefined;
  }
  const gainOf = ({ weightedRecall, headsPerDay }: RatedSetting): number =>
    weightedRecall - headsPerDay / loudest;
  const frontier = frontierOf(candidates);
  const best = frontier.reduce((most, one) => (gainOf(one) >= gainOf(most) ? one : most));
  const inUse = candidates.find(
    ({ setting }) => current !== undefined && nameOf(setting) === nameOf(current),
  );
  const keepsCurrent = inUse !== undefined && gainOf(inUse) >= gainOf(best) - TOLERANCE;
  const chosen = keepsCurrent ? inUse : best;
  const reasons = [
    candidates.length === 1
      ? onlyReason(chosen)
      : keepsCurrent
        ? keptReason(chosen, best)
        : kneeReason(chosen),
    costReason(chosen, loudest),
    ...neighbourReasons(chosen, frontier),
    ...(isSlidingTried && candidates.length < rated.length ? [TUMBLING_REASON] : []),
  ];
  return { rated: chosen, reasons, frontier };
}

const TUMBLING_REASON =
  'Tumbling windows were not considered: what they miss depends on where the edges of windows fall, not on what was done.';

function onlyReason(chosen: RatedSetting): string {
  return `${nameOf(chosen.setting)} is compared with no other: try more settings.`;
}

function kneeReason(chosen: RatedSetting): string {
  return `${nameOf(chosen.setting)} is the knee: beyond it, each finding that is spared costs more of what the most sensitive setting sees than before it.`;
}

function keptReason(chosen: RatedSetting, best: RatedSetting): string {
  return chosen === best
    ? `What is in use, ${nameOf(chosen.setting)}, is the knee already.`
    : `What is in use, ${nameOf(chosen.setting)}, is as good as the knee, ${nameOf(best.setting)}: they differ by less than ${TOLERANCE * 100} %.`;
}

function costReason(
  { headsPerDay, recall, weightedRecall }: RatedSetting,
  loudest: number,
): string {
  const spared =
    headsPerDay === loudest
      ? 'as many as any other setting'
      : `instead of ${perDay(loudest)} (${percent(1 - headsPerDay / loudest)} fewer)`;
  return `It tells of ${perDay(headsPerDay)} a day at most, ${spared}, and sees ${percent(recall)} of the sweeps of the most sensitive setting, or ${percent(weightedRecall)} when each principal counts once, by its highest score.`;
}

function neighbourReasons(chosen: RatedSetting, frontier: readonly RatedSetting[]): string[] {
  // What sees nothing is no offer.
  const quieter = frontier
    .filter(
      ({ headsPerDay, weightedRecall }) => headsPerDay < chosen.headsPerDay && weightedRecall > 0,
    )
    .at(-1);
  const louder = frontier.find(
    ({ headsPerDay, weightedRecall }) =>
      headsPerDay > chosen.headsPerDay && weightedRecall > chosen.weightedRecall,
  );
  return [
    ...(louder === undefined
      ? []
      : [
          `More would be seen with ${nameOf(louder.setting)}: ${percent(louder.weightedRecall)} by score, at ${perDay(louder.headsPerDay)} a day.`,
        ]),
    ...(quieter === undefined
      ? []
      : [
          `Quieter would be ${nameOf(quieter.setting)}: ${perDay(quieter.headsPerDay)} a day, at ${percent(quieter.weightedRecall)} by score.`,
        ]),
  ];
}

/** Of settings that are alike in both, the first: the more sensitive one. */
function frontierOf(rated: readonly RatedSetting[]): RatedSetting[] {
  const isBetter = (one: RatedSetting, other: RatedSetting): boolean =>
    one.headsPerDay <= other.headsPerDay &&
    one.weightedRecall >= other.weightedRecall &&
    (one.headsPerDay < other.headsPerDay || one.weightedRecall > other.weightedRecall);
  const isAlike = (one: RatedSetting, other: RatedSetting): boolean =>
    one.headsPerDay === other.headsPerDay && one.weightedRecall === other.weightedRecall;
  return rated
    .filter(
      (one, index) =>
        !rated.some((other) => isBetter(other, one)) &&
        !rated.slice(0, index).some((other) => isAlike(other, one)),
    )
    .sort((a, b) => a.headsPerDay - b.headsPerDay);
}

/** For example `1,234`, `12`, `3.4` or `0.07`. */
export function perDay(number: number): string {
  return number >= 10
    ? Math.round(number).toLocaleString('en-US')
    : number >= 1
      ? number.toFixed(1)
      : String(Number(number.toPrecision(2)));
}

/** For example `97 %`; never 100 % of what is not all. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return `${rounded === 100 && share < 1 ? 99 : rounded === 0 && share > 0 ? 1 : rounded} %`;
}
