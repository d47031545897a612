import type { AllowlistEntry } from '../allowlist/fields';
import { withNote } from '../allowlist/note-of';
import type { RegionSweepConfig } from '../config/config';
import { perRule } from '../config/defaults';
import type { Finding } from '../detection/finding';
import type { Call, RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { type AlertCounts, alertCountsOf } from './alert-counts';
import { type Cause, causesOf } from './causes';
import { completed, type Drafted, draftAllowlist } from './draft-allowlist';
import { type ContextFragment, draftContext } from './draft-context';
import { findEpisodes } from './episodes';
import { type EvaluateOptions, evaluateGrid, type MissedByTumbling } from './evaluate-grid';
import { type HistorySpan, historySpanOf } from './history-span';
import { type RatedSetting, rateSettings } from './rate-settings';
import { recommend } from './recommend';
import { regrouped } from './regroup';
import { type Grid, gridWith, isSameSetting, nameOf, type Setting } from './setting';

type AllSettings = Readonly<Record<RuleId, RuleSettings>>;

export interface TuneParts {
  /** Distinct, in any order; read with `arn`, all groupings of the grid, and those in use. */
  readonly calls: readonly Call[];
  readonly grid: Grid;
  /** The same threshold of calls for all settings. @default as many as regions */
  readonly minCalls?: number | undefined;
  readonly config: RegionSweepConfig;
  /** The allow-list in use. */
  readonly entries: readonly AllowlistEntry[];
  /** Milliseconds since the epoch: entries that have expired by then cover nothing. */
  readonly now: number;
  /** The engine: returns the findings of calls, in the order of their windows, with all signals. */
  readonly detect: (calls: readonly Call[], settings: AllSettings) => Promise<readonly Finding[]>;
}

/** What the engine finds at a setting. */
export interface Outcome {
  /** The name of the setting, or that rules have settings of their own. */
  readonly name: string;
  /** Absent where rules have settings of their own, or several groupings. */
  readonly setting?: Setting;
  readonly findings: number;
  readonly principalsPerDay: number;
  readonly notified: AlertCounts;
}

export interface TuneReport {
  readonly history: HistorySpan;
  readonly inUse: Outcome;
  /**
   * Every setting of the grid, by grouping, windowing, seconds and regions. The setting in use comes last where the grid
   * does not contain it.
   */
  readonly settings: readonly RatedSetting[];
  readonly missedByTumbling: readonly MissedByTumbling[];
  /** Absent where no setting finds anything. */
  readonly recommended?: Outcome & {
    readonly reasons: readonly string[];
    readonly rated: RatedSetting;
    /** The alerts if the drafted entries were in use too. */
    readonly notifiedWithDraft: AlertCounts;
  };
  /** Who causes the findings of the recommended setting, or of the setting in use if there is none. */
  readonly causes: readonly Cause[];
  readonly context?: ContextFragment;
  readonly drafted: Drafted;
}

/**
 * Tries settings on a history.
 *
 * @returns `undefined` without calls.
 * @throws what `detect` throws.
 */
export async function tune(parts: TuneParts): Promise<TuneReport | undefined> {
  const { calls, grid, config, now } = parts;
  const history = historySpanOf(calls);
  if (history === undefined) {
    return undefined;
  }
  const options: EvaluateOptions = {
    minCalls: parts.minCalls,
    renotifyMinutes: config.renotifyMinutes,
    maxTrackedCalls: config.maxTrackedCalls,
  };
  const days = history.daysWithCalls;
  const current = commonSetting(config.rules);
  const evaluated = evaluateGrid(calls, grid, options);
  // Always compare the setting in use, so that no worse setting is recommended.
  const own = current === undefined ? [] : evaluateGrid(calls, gridWith(current), options).settings;
  const compared = own.filter(
    ({ setting }) => !evaluated.settings.some((one) => isSameSetting(one.setting, setting)),
  );
  const widest = current === undefined ? grid : gridWith(current, grid);
  const episodes = findEpisodes(calls, widest, options, config.severity);
  const settings = rateSettings([...evaluated.settings, ...compared], episodes, days);
  const findingsNow = await findingsOf(parts, config.rules);
  const inUse = outcomeOf(findingsNow, current, config, days);
  const recommendation = recommend(settings, current);
  const chosen = recommendation?.rated.setting;
  const findings =
    chosen === undefined || isSameSetting(chosen, current)
      ? findingsNow
      : await findingsOf(
          parts,
          perRule((id) => ({ ...config.rules[id], ...chosen })),
        );
  const causes = causesOf(findings, days);
  const drafted = draftAllowlist(causes, now);
  return {
    history,
    inUse,
    settings,
    missedByTumbling: evaluated.missedByTumbling,
    ...(recommendation && {
      recommended: {
        ...outcomeOf(findings, recommendation.rated.setting, config, days),
        reasons: recommendation.reasons,
        rated: recommendation.rated,
        notifiedWithDraft: alertCountsOf(
          withDraft(findings, drafted, now),
          config.notifyFrom,
          days,
        ),
      },
      context: draftContext(recommendation.rated.setting, config.minCalls),
    }),
    causes,
    drafted,
  };
}

async function findingsOf(
  { calls, detect, entries, now }: TuneParts,
  settings: AllSettings,
): Promise<Finding[]> {
  const grouped = calls.map((call) => regrouped(call, settings[call.ruleId].groupBy));
  const findings = await detect(grouped, settings);
  return findings.map((finding) => withNote(finding, entries, now));
}

function outcomeOf(
  findings: readonly Finding[],
  setting: Setting | undefined,
  { notifyFrom }: RegionSweepConfig,
  days: number,
): Outcome {
  const daily = new Set(
    findings.map(({ detectedAt, principal }) => `${detectedAt.slice(0, 10)} ${principal.key}`),
  );
  return {
    name:
      setting === undefined ? 'separate settings per rule, or several groupings' : nameOf(setting),
    ...(setting && { setting }),
    findings: findings.length,
    principalsPerDay: daily.size / days,
    notified: alertCountsOf(findings, notifyFrom, days),
  };
}

/** The setting that all enabled rules share; `undefined` where they differ or have several groupings. */
function commonSetting(settings: AllSettings): Setting | undefined {
  const enabled = RULE_IDS.filter((id) => settings[id].enabled).map((id) => settings[id]);
  const asSettings = enabled.flatMap(({ enabled: _enabled, groupBy, ...thresholds }) => {
    const [only, ...others] = [groupBy].flat();
    return only === undefined || others.length > 0 ? [] : [{ ...thresholds, groupBy: only }];
  });
  const [first] = asSettings;
  const isCommon =
    asSettings.length === enabled.length && new Set(asSettings.map(nameOf)).size === 1;
  return isCommon ? first : undefined;
}

/** The findings as they would be if the drafted entries were in use too. */
function withDraft(findings: readonly Finding[], { allowlist }: Drafted, now: number): Finding[] {
  const entries = allowlist.entries.map(completed);
  return findings.map((finding) =>
    finding.allowlist === undefined || finding.allowlist.brokenCeilings !== undefined
      ? withNote(finding, entries, now)
      : finding,
  );
}
