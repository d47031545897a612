import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  MONTHLY,
  PER_LOG_GIGABYTE,
  PER_MILLION,
  PER_TRANSFERRED_GIGABYTE,
  PRICES_AS_OF,
} from '../../../tools/cost/list-prices';
import { costPerMillionCalls, hubCost, sumOf } from '../../../tools/cost/monthly-cost';
import { costRows } from './cost-rows';

const page = readFileSync(path.join(__dirname, '../../../docs/cost.md'), 'utf8');

describe('docs/cost.md', () => {
  it('has the rows that the cost function yields', () => {
    const rows = costRows();
    const known = new Set(rows);

    // If this fails, copy the expected rows into the page, and check the sentences around them.
    expect(page.split('\n').filter((line) => known.has(line))).toEqual(rows);
  });

  it('has the formula', () => {
    const hub = sumOf(hubCost()).toFixed(2);
    const calls = sumOf(costPerMillionCalls()).toFixed(3);

    expect(page).toContain(`    month = ${hub} + 0.10 a + 1.03 f + ${calls} c\n`);
  });

  it('has the prices, each with its source', () => {
    const prices = page.matchAll(
      /^\| [^|]+ \| [^|]+ \| \$([\d.]+) \| https:\/\/aws\.amazon\.com\//gm,
    );

    expect([...prices].map(([, dollars]) => Number(dollars))).toEqual([
      ...Object.values(PER_MILLION),
      PER_LOG_GIGABYTE,
      PER_TRANSFERRED_GIGABYTE,
      ...Object.values(MONTHLY),
    ]);
  });

  it('says when the prices were looked up', () => {
    expect(page).toContain(`looked up in ${PRICES_AS_OF}`);
  });
});
