/** Prints what came of `npm run mutate`, by file, as `docs/mutation-testing.md` has it: `npm run --silent mutation-table`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

/** The reports of both parts. */
const REPORTS = ['core', 'store'].map((part) => path.join(__dirname, `../.stryker/${part}.json`));

/** @see https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
const REPORT = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

/** A test failed, or never ended. */
const NOTICED = ['Killed', 'Timeout'];
const LEFT = ['Survived', 'NoCoverage'];

interface Row {
  readonly name: string;
  readonly noticed: number;
  readonly left: number;
}

function rowsOf(report: string): Row[] {
  const { files } = REPORT.parse(JSON.parse(readFileSync(report, 'utf8')));
  const rows = Object.entries(files).map(([file, { mutants }]) => {
    const count = (statuses: readonly string[]) =>
      mutants.filter(({ status }) => statuses.includes(status)).length;
    return { name: `\`${file}\``, noticed: count(NOTICED), left: count(LEFT) };
  });
  const counted = rows.filter(({ noticed, left }) => noticed + left > 0);
  return [...counted, total(counted)];
}

function total(rows: readonly Row[]): Row {
  const sum = (key: 'noticed' | 'left') => rows.reduce((all, row) => all + row[key], 0);
  return { name: 'all', noticed: sum('noticed'), left: sum('left') };
}

function line({ name, noticed, left }: Row): string {
  const changes = noticed + left;
  const share = ((100 * noticed) / Math.max(1, changes)).toFixed(1);
  return `| ${name} | ${changes} | ${noticed} | ${left} | ${share} % |`;
}

for (const report of REPORTS) {
  const rows = rowsOf(report).map(line);
  process.stdout.write(
    `${['| file | changes | noticed | left | |', '|---|---|---|---|---|', ...rows].join('\n')}\n\n`,
  );
}
