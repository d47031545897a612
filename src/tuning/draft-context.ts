import type { Setting } from './setting';

/** What to put into `cdk.json`: the keys that a setting decides, and no others. */
export interface ContextFragment {
  readonly context: Readonly<
    Pick<Setting, 'windowSeconds' | 'windowing' | 'minRegions' | 'groupBy'> &
      Partial<Pick<Setting, 'minCalls'>>
  >;
}

/**
 * Calls are left out where they then decide nothing: RegionSweep would warn of them.
 *
 * @param callsInUse `minCalls` as it is, and stays where it is left out.
 */
export function draftContext(
  { windowSeconds, windowing, minRegions, minCalls, groupBy }: Setting,
  callsInUse: number,
): ContextFragment {
  const isIdle = minCalls <= minRegions && callsInUse <= minRegions;
  const calls = isIdle ? {} : { minCalls };
  return { context: { windowSeconds, windowing, minRegions, ...calls, groupBy } };
}
