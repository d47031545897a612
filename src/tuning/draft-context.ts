import type { Setting } from './setting';

/** The keys of `cdk.json` that a setting decides. */
export interface ContextFragment {
  readonly context: Omit<Setting, 'minCalls'> & Partial<Pick<Setting, 'minCalls'>>;
}

/**
 * Leaves out `minCalls` where it has no effect, because RegionSweep warns about that.
 *
 * @param callsInUse the `minCalls` in use, which stays in effect where the fragment has none.
 */
export function draftContext(
  { windowSeconds, windowing, minRegions, minCalls, groupBy }: Setting,
  callsInUse: number,
): ContextFragment {
  const isIdle = minCalls <= minRegions && callsInUse <= minRegions;
  const calls = isIdle ? {} : { minCalls };
  return { context: { windowSeconds, windowing, minRegions, ...calls, groupBy } };
}
