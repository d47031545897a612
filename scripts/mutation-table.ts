/**
 * Prints what came of `npm run mutate`: the table of `docs/mutation-testing.md`, and each change that no test noticed.
 * `npm run --silent mutation-table`
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

/** The reports of both parts; one of them may not have been made yet. */
const REPORTS = ['core', 'store'].map((part) => path.join(__dirname, `../.stryker/${part}.json`));

/** @see https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
const REPORT = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          status: z.string(),
          replacement: z.string(),
          location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
        }),
      ),
    }),
  ),
});

/** A test failed, or did not end. */
const NOTICED = ['Killed', 'Timeout'];

/** No test failed, or none came by. */
const LEFT = ['Survived', 'NoCoverage'];

interface Row {
  readonly name: string;
  readonly noticed: number;
  /** As `<file>:<line>:<column>`, with what stands there instead. */
  readonly left: readonly string[];
}

function rowsOf(report: string): Row[] {
  const { files } = REPORT.parse(JSON.parse(readFileSync(report, 'utf8')));
  return Object.entries(files)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([file, { mutants }]) => ({
      name: `\`${file}\``,
      noticed: mutants.filter(({ status }) => NOTICED.includes(status)).length,
      left: mutants
        .filter(({ status }) => LEFT.includes(status))
        .map(
          ({ location: { start }, replacement }) =>
            `${file}:${start.line}:${start.column} ${replacement.replaceAll(/\s+/g, ' ')}`,
        ),
    }))
    .filter(({ noticed, left }) => noticed + left.length > 0);
}

function line({ name, noticed, left }: Row): string {
  const changes = noticed + left.length;
  const share = ((100 * noticed) / Math.max(1, changes)).toFixed(1);
  return `| ${name} | ${changes} | ${noticed} (${share} %) | ${left.length} |`;
}

for (const report of REPORTS.filter((file) => existsSync(file))) {
  const rows = rowsOf(report);
  const left = rows.flatMap((row) => row.left);
  const noticed = rows.reduce((sum, row) => sum + row.noticed, 0);
  const lines = [
    '| file | changes | noticed | left |',
    '|---|---|---|---|',
    ...[...rows, { name: 'all', noticed, left }].map(line),
    '',
    ...left,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
