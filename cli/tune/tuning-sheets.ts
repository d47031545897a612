import { principalLabel } from '../../src/detection/principal-label';
import type { Cause } from '../../src/tuning/causes';
import { regularityInWords } from '../../src/tuning/draft-allowlist';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { nameOf, type Setting } from '../../src/tuning/setting';
import type { Outcome, TuneReport } from '../../src/tuning/tune';
import { emphasisOf } from '../output/finding-columns';
import type { Column } from '../output/table';

/** A setting with its figures as one flat object. */
export function settingRecord({ setting, ...figures }: RatedSetting): object {
  return { ...setting, ...figures };
}

/** A cause without its findings; `replay` shows them. */
export function causeRecord({ members: _findings, ...cause }: Cause): object {
  return cause;
}

/** Whether a setting is that of an outcome. */
export function isSettingOf(
  outcome: Pick<Outcome, 'setting'> | undefined,
  setting: Setting,
): boolean {
  return outcome?.setting !== undefined && nameOf(outcome.setting) === nameOf(setting);
}

/** Settings for a spreadsheet. `yes` marks the setting in use and the recommended one. */
export function settingCsvColumns({
  inUse,
  recommended,
}: Partial<Pick<TuneReport, 'inUse' | 'recommended'>>): readonly Column<RatedSetting>[] {
  const values: [string, Column<RatedSetting>['value']][] = [
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
    ['inUse', ({ setting }) => (isSettingOf(inUse, setting) ? 'yes' : '')],
    ['recommended', ({ setting }) => (isSettingOf(recommended, setting) ? 'yes' : '')],
  ];
  return values.map(([key, value]) => ({ title: key, key, value }));
}

/** Columns of the causes, for people. */
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
  { title: 'tools', key: 'families', value: ({ families }) => families.slice(0, 2).join(', ') },
  {
    title: 'regularity',
    key: 'regularity',
    value: ({ regularity }) =>
      `${regularity.isRegular ? 'regular: ' : ''}${regularityInWords(regularity)}`,
  },
  { title: 'who', key: 'who', value: ({ who }) => principalLabel({ key: who }), isElastic: true },
];

function rounded(number: number): number {
  return Number(number.toFixed(4));
}
