import type { Lag, PlaceDay } from '../../src/collection/delivery/coverage';
import { spanInWords } from '../../src/detection/time';
import type { Column, CsvColumns } from '../output/table';

export const COVERAGE_COLUMNS: readonly Column<PlaceDay>[] = [
  { title: 'account', value: ({ account }) => account },
  { title: 'region', value: ({ region }) => region },
  { title: 'day', value: ({ day }) => day },
  {
    title: 'heard',
    value: ({ heardFrom, lastHeard }) => `${heardFrom.slice(11, 16)}-${lastHeard.slice(11, 16)}`,
  },
  {
    title: 'silent',
    value: ({ isSilent }) => (isSilent ? 'yes' : 'no'),
    emphasis: ({ isSilent }) => (isSilent ? 'alarm' : undefined),
  },
  { title: 'files', value: ({ files }) => files },
  { title: 'calls', value: ({ calls }) => calls },
  { title: 'not judged', value: ({ unjudged }) => unjudged },
  {
    title: 'by EventBridge',
    value: ({ eventBridgeShare: share }) =>
      share === null ? '-' : `${Math.round(share * 1000) / 10} %`,
  },
  { title: 'trail lag', value: ({ trailLag }) => lagInWords(trailLag) },
  { title: 'EventBridge lag', value: ({ eventBridgeLag }) => lagInWords(eventBridgeLag) },
];

export const COVERAGE_CSV: CsvColumns<PlaceDay> = [
  ['account', ({ account }) => account],
  ['region', ({ region }) => region],
  ['day', ({ day }) => day],
  ['heardFrom', ({ heardFrom }) => heardFrom],
  ['lastHeard', ({ lastHeard }) => lastHeard],
  ['isSilent', ({ isSilent }) => String(isSilent)],
  ['files', ({ files }) => files],
  ['calls', ({ calls }) => calls],
  ['broughtByEventBridge', ({ broughtByEventBridge }) => broughtByEventBridge],
  ['unjudged', ({ unjudged }) => unjudged],
  ['eventBridgeShare', ({ eventBridgeShare }) => eventBridgeShare ?? ''],
  ['trailLagMedianSeconds', ({ trailLag }) => trailLag.medianSeconds ?? ''],
  ['trailLagWorstSeconds', ({ trailLag }) => trailLag.worstSeconds ?? ''],
  ['eventBridgeLagMedianSeconds', ({ eventBridgeLag }) => eventBridgeLag.medianSeconds ?? ''],
  ['eventBridgeLagWorstSeconds', ({ eventBridgeLag }) => eventBridgeLag.worstSeconds ?? ''],
];

/** Median and worst. */
function lagInWords({ medianSeconds: median, worstSeconds: worst }: Lag): string {
  if (median === null || worst === null) {
    return '-';
  }
  return median === worst
    ? `< ${spanInWords(median)}`
    : `< ${spanInWords(median)}, worst < ${spanInWords(worst)}`;
}
