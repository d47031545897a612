import type { Setting } from './setting';

/** What to put into `cdk.json`: the keys that a setting decides, and no others. */
export interface ContextFragment {
  readonly context: Readonly<
    Pick<Setting, 'windowSeconds' | 'windowing' | 'minRegions' | 'minCalls' | 'groupBy'>
  >;
}

export function draftContext({
  windowSeconds,
  windowing,
  minRegions,
  minCalls,
  groupBy,
}: Setting): ContextFragment {
  return { context: { windowSeconds, windowing, minRegions, minCalls, groupBy } };
}
