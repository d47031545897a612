import { principalLabel } from '../../src/detection/principal-label';
import type { Cause } from '../../src/tuning/causes';
import { regularityInWords } from '../../src/tuning/draft-allowlist';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { isSameSetting } from '../../src/tuning/setting';
import type { TuneReport } from '../../src/tuning/tune';
import { EMPHASES } from '../output/finding-columns';
import type { Column, CsvColumns } from '../output/table';

/** Settings for a spreadsheet. `yes` marks the setting in use and the recommended one. */
export function settingCsvColumns(report: TuneReport | undefined): CsvColumns<RatedSetting> {
  const inUse = report?.inUse.setting;
  const recommended = report?.recommended?.setting;
  return [
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
    ['inUse', ({ setting }) => (isSameSetting(inUse, setting) ? 'yes' : '')],
    ['recommended', ({ setting }) => (isSameSetting(recommended, setting) ? 'yes' : '')],
  ];
}

/** Columns of the causes, for people. */
export const CAUSE_COLUMNS: readonly Column<Cause>[] = [
  { title: 'findings', value: ({ findings }) => findings },
  { title: 'repeats', value: ({ repeats }) => repeats },
  {
    title: 'highest',
    value: ({ severity }) => severity,
    emphasis: ({ severity }) => EMPHASES[severity],
  },
  { title: 'accounts', value: ({ accounts }) => accounts.length },
  { title: 'tools', value: ({ families }) => families.slice(0, 2).join(', ') },
  {
    title: 'regularity',
    value: ({ regularity }) =>
      `${regularity.isRegular ? 'regular: ' : ''}${regularityInWords(regularity)}`,
  },
  { title: 'who', value: ({ who }) => principalLabel({ key: who }), isElastic: true },
];

function rounded(number: number): number {
  return Number(number.toFixed(4));
}
