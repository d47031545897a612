import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RegionSweepConfig } from '../../src/config/config';
import { perRule } from '../../src/config/defaults';
import { shownKey, shownValue } from '../../src/config/shown-value';
import { GROUP_BY, type GroupBy, type RuleSettings } from '../../src/detection/model';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import type { Grid } from '../../src/tuning/setting';
import { type TuneReport, tune } from '../../src/tuning/tune';
import { exitCodeOf } from '../exit-codes';
import type { DetectionFlags } from '../flags/detection-flags';
import { partWarnings } from '../flags/part-flags';
import { UsageError } from '../flags/usage-error';
import { detectHistory } from '../history/detect-history';
import { type HistoryFlags, historyInputs, writeWarnings } from '../history/history-inputs';
import { renderSummary } from '../history/history-summary';
import { type History, readHistory } from '../history/read-history';
import { type Format, formatFor } from '../output/formats';
import { indentedJson } from '../output/json-text';
import {
  checkReportFile,
  type ReportFlags,
  refuseMissingFolder,
  writeReport,
} from '../output/report-file';
import type { Terminal } from '../terminal';
import { type GridFlags, gridOf } from './grid-flags';
import { renderTuning } from './render-tuning';

/** The flags of `tune`, as given. */
export interface TuneFlags extends HistoryFlags, GridFlags, ReportFlags {
  readonly format?: Format;
  readonly writeContext?: string;
  readonly writeAllowlist?: string;
}

/** `tune`. @returns the exit code. */
export async function tuneHistory(
  paths: readonly string[],
  flags: TuneFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  const grid = gridOf(flags);
  refuseMissingFolder(
    { '--write-context': flags.writeContext, '--write-allowlist': flags.writeAllowlist },
    workingDirectory,
  );
  refuseOverwriting([flags.writeContext, flags.writeAllowlist], workingDirectory);
  await checkReportFile(flags, workingDirectory);
  const { config, part, entries, now, warnings } = await historyInputs(flags, terminal);
  const settings = readingSettings(config.rules, grid);
  writeWarnings(terminal, [...warnings, ...partWarnings(part, settings)]);
  const history = await readHistory(paths, settings, part, terminal, flags);
  const report = await tune({
    calls: [...history.callsInPart],
    grid,
    minCalls: fixedCalls(flags, config),
    config,
    entries,
    now,
    detect: async (calls, settings) => (await detectHistory(calls, settings, config)).findings,
  });
  const format = formatFor(flags.format, terminal);
  stdout.write(await renderTuning(report, format, terminal));
  if (report !== undefined) {
    writeFragments(report, flags, history, terminal);
  }
  stderr.write(renderSummary(history, report?.inUse.findings ?? 0, 'setting in use'));
  const findings = report?.causes.flatMap(({ members }) => members) ?? [];
  await writeReport(
    flags,
    { command: 'tune', findings, history, settings: config.rules, tuning: report },
    terminal,
  );
  return exitCodeOf(history);
}

/** The settings with every grouping that `tune` compares and the fewest regions, so that one reading is enough. */
function readingSettings(
  rules: RegionSweepConfig['rules'],
  grid: Grid,
): Record<RuleId, RuleSettings> {
  const inUse = RULE_IDS.flatMap((id) => rules[id].groupBy);
  const asked: readonly GroupBy[] = ['arn', ...grid.groupBy, ...inUse];
  const groupBy = GROUP_BY.filter((grouping) => asked.includes(grouping));
  return perRule((id) => {
    const minRegions = Math.min(rules[id].minRegions, ...grid.regions);
    return { ...rules[id], groupBy, minRegions };
  });
}

/** The threshold of calls for all settings, where a flag sets it or it has an effect now. */
function fixedCalls(
  flags: DetectionFlags,
  { minCalls, minRegions }: RegionSweepConfig,
): number | undefined {
  return flags.minCalls !== undefined || minCalls > minRegions ? minCalls : undefined;
}

function refuseOverwriting(files: readonly (string | undefined)[], folder: string): void {
  for (const file of files) {
    if (file !== undefined && existsSync(path.resolve(folder, file))) {
      throw new UsageError(
        `${shownValue(file)} already exists, and tune overwrites only reports. Choose another file name.`,
      );
    }
  }
}

/** @throws Error when a file cannot be written. */
function writeFragments(
  { context, drafted }: TuneReport,
  { writeContext, writeAllowlist }: TuneFlags,
  { isInterrupted }: Pick<History, 'isInterrupted'>,
  { stderr, workingDirectory }: Terminal,
): void {
  if (isInterrupted && (writeContext ?? writeAllowlist) !== undefined) {
    stderr.write('warning: No file was written, because reading the history was interrupted.\n');
    return;
  }
  const write = (file: string, content: object): void => {
    try {
      writeFileSync(path.resolve(workingDirectory, file), indentedJson(content), { flag: 'wx' });
    } catch (error) {
      throw new Error(`${shownKey(file)} cannot be written: ${(error as Error).message}.`, {
        cause: error,
      });
    }
    stderr.write(`written: ${shownKey(file)}\n`);
  };
  if (writeContext !== undefined && context !== undefined) {
    write(writeContext, context);
  }
  if (writeAllowlist !== undefined) {
    write(writeAllowlist, drafted.allowlist);
  }
}
