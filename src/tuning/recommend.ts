import type { RatedSetting } from './rate-settings';
import { isSameSetting, nameOf, type Setting } from './setting';

/** The recommended setting, and why. */
export interface Recommendation {
  readonly rated: RatedSetting;
  /** Sentences, in order. They hold no text that a caller can choose. */
  readonly reasons: readonly string[];
  /** The settings that no other one beats both in alerts and in coverage, those with the fewest alerts first. */
  readonly frontier: readonly RatedSetting[];
}

/** The setting in use stays unless another one is better by this share. */
const TOLERANCE = 0.02;

/**
 * Chooses the setting with the greatest difference between coverage (`weightedRecall`) and noise (`headsPerDay`, as a
 * share of that of the noisiest setting).
 *
 * @param current the setting in use, if it is one of these.
 * @returns `undefined` where no setting finds anything.
 */
export function recommend(
  rated: readonly RatedSetting[],
  current: Setting | undefined,
): Recommendation | undefined {
  const isSlidingTried = rated.some(({ setting }) => setting.windowing === 'sliding');
  const candidates = rated.filter(
    ({ setting }) => !isSlidingTried || setting.windowing === 'sliding',
  );
  const noisiest = Math.max(...candidates.map(({ headsPerDay }) => headsPerDay));
  if (!(noisiest > 0)) {
    return undefined;
  }
  const gainOf = ({ weightedRecall, headsPerDay }: RatedSetting): number =>
    weightedRecall - headsPerDay / noisiest;
  const frontier = frontierOf(candidates);
  const best = frontier.reduce((most, one) => (gainOf(one) >= gainOf(most) ? one : most));
  const inUse = candidates.find(({ setting }) => isSameSetting(setting, current));
  const keepsCurrent = inUse !== undefined && gainOf(inUse) >= gainOf(best) - TOLERANCE;
  const chosen = keepsCurrent ? inUse : best;
  const reasons = [
    candidates.length === 1
      ? onlyReason(chosen)
      : keepsCurrent
        ? keptReason(chosen, best)
        : BEST_REASON,
    costReason(chosen, noisiest),
    ...neighbourReasons(chosen, frontier),
    ...(isSlidingTried && candidates.length < rated.length ? [TUMBLING_REASON] : []),
  ];
  return { rated: chosen, reasons, frontier };
}

const TUMBLING_REASON =
  'Tumbling windows were not considered: what they miss depends on where window edges fall, not on what happened.';

const BEST_REASON =
  'Best trade-off: stricter settings miss noticeably more sweeps for few fewer alerts.';

function onlyReason(chosen: RatedSetting): string {
  return `Only ${nameOf(chosen.setting)} was tried, so there is nothing to compare it with. Try more settings.`;
}

function keptReason(chosen: RatedSetting, best: RatedSetting): string {
  return chosen === best
    ? 'The setting in use is already the best trade-off.'
    : `The setting in use is as good as the best trade-off, ${nameOf(best.setting)}: they differ by less than ${TOLERANCE * 100} percentage points.`;
}

function costReason(
  { headsPerDay, recall, weightedRecall }: RatedSetting,
  noisiest: number,
): string {
  const alerts =
    headsPerDay === noisiest
      ? `At most ${perDay(headsPerDay)} alerts per day, as many as the noisiest setting.`
      : `At most ${perDay(headsPerDay)} alerts per day instead of the ${perDay(noisiest)} of the noisiest setting (-${percent(1 - headsPerDay / noisiest)}).`;
  return `${alerts} It still finds ${percent(recall)} of the sweeps. Coverage, which counts each identity once, weighted by score, is ${percent(weightedRecall)}.`;
}

function neighbourReasons(chosen: RatedSetting, frontier: readonly RatedSetting[]): string[] {
  // A setting that finds nothing is not an alternative.
  const quieter = frontier.findLast(
    ({ headsPerDay, weightedRecall }) => headsPerDay < chosen.headsPerDay && weightedRecall > 0,
  );
  const noisier = frontier.find(
    ({ headsPerDay, weightedRecall }) =>
      headsPerDay > chosen.headsPerDay && weightedRecall > chosen.weightedRecall,
  );
  return [
    ...(noisier === undefined ? [] : [`To find more: ${alternative(noisier)}`]),
    ...(quieter === undefined ? [] : [`For fewer alerts: ${alternative(quieter)}`]),
  ];
}

function alternative({ setting, headsPerDay, weightedRecall }: RatedSetting): string {
  return `${nameOf(setting)} (coverage ${percent(weightedRecall)}, at most ${perDay(headsPerDay)} alerts per day).`;
}

/** Of settings with equal figures only the first, which is the most sensitive one. */
function frontierOf(rated: readonly RatedSetting[]): RatedSetting[] {
  let covered = Number.NEGATIVE_INFINITY;
  return [...rated]
    .sort((a, b) => a.headsPerDay - b.headsPerDay || b.weightedRecall - a.weightedRecall)
    .filter(({ weightedRecall }) => {
      const isBetter = weightedRecall > covered;
      covered = Math.max(covered, weightedRecall);
      return isBetter;
    });
}

/** For example `1,234`, `12`, `3.4` or `0.07`. */
export function perDay(number: number): string {
  return number >= 10
    ? Math.round(number).toLocaleString('en-US')
    : number >= 1
      ? number.toFixed(1)
      : String(Number(number.toPrecision(2)));
}

/** For example `97 %`; 100 % only of the whole. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return `${rounded === 100 && share < 1 ? 99 : rounded === 0 && share > 0 ? 1 : rounded} %`;
}
