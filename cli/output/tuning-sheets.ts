import type { Cause } from '../../src/tuning/causes';
import { regularityInWords } from '../../src/tuning/draft-allowlist';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { emphasisOf } from './finding-sheet';
import type { Column } from './sheet';

/** A setting as one flat record. */
export function settingRecord({ setting, ...figures }: RatedSetting): object {
  return { ...setting, ...figures };
}

/** A cause without its findings, which `replay` shows. */
export function causeRecord({ of: _findings, ...cause }: Cause): object {
  return cause;
}

/** Settings for a spreadsheet. */
export const SETTING_CSV_COLUMNS: readonly Column<RatedSetting>[] = (
  [
    ['minRegions', ({ setting }) => setting.minRegions],
    ['minCalls', ({ setting }) => setting.minCalls],
    ['windowSeconds', ({ setting }) => setting.windowSeconds],
    ['windowing', ({ setting }) => setting.windowing],
    ['groupBy', ({ setting }) => setting.groupBy],
    ['findings', ({ findings }) => findings],
    ['findingsPerDay', ({ findingsPerDay }) => rounded(findingsPerDay)],
    ['principals', ({ principals }) => principals],
    ['principalsPerDay', ({ principalsPerDay }) => rounded(principalsPerDay)],
    ['headsPerDay', ({ headsPerDay }) => rounded(headsPerDay)],
    ['recall', ({ recall }) => rounded(recall)],
    ['weightedRecall', ({ weightedRecall }) => rounded(weightedRecall)],
  ] satisfies [string, Column<RatedSetting>['value']][]
).map(([key, value]) => ({ title: key, key, value }));

/** Who causes findings, for people. */
export const CAUSE_COLUMNS: readonly Column<Cause>[] = [
  { title: 'findings', key: 'findings', value: ({ findings }) => findings },
  { title: 'repeats', key: 'repeats', value: ({ repeats }) => repeats },
  {
    title: 'highest',
    key: 'severity',
    value: ({ severity }) => severity,
    emphasis: ({ severity }) => emphasisOf(severity),
  },
  { title: 'accounts', key: 'accounts', value: ({ accounts }) => accounts.length },
  { title: 'tool', key: 'families', value: ({ families }) => families.slice(0, 2).join(', ') },
  {
    title: 'how regularly',
    key: 'regularity',
    value: ({ regularity }) =>
      `${regularity.isRegular ? 'regular: ' : ''}${regularityInWords(regularity)}`,
  },
  { title: 'who', key: 'who', value: ({ who }) => who, isElastic: true },
];

function rounded(number: number): number {
  return Number(number.toFixed(4));
}
