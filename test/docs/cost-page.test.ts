import { readCostFigures } from '../../bench/cost-figures';
import { MONTHLY_PRICES, USAGE_PRICES } from '../../lib/list-prices';
import { costPage } from '../../scripts/docs/cost-page';

const figures = readCostFigures();

/** The figures of the repository, with other values for some. */
function withValues(values: Readonly<Record<string, number>>) {
  const changed = [...figures.values()].map((figure) => ({
    ...figure,
    value: values[figure.name] ?? figure.value,
  }));
  return new Map(changed.map((figure) => [figure.name, figure]));
}

function rowOf(page: string, what: string): string[] {
  const row = page.split('\n').find((line) => line.startsWith(`| ${what} |`)) ?? '';
  return row.split('|').map((cell) => cell.trim());
}

const EVEN = {
  'log-bytes-per-call': 0,
  ...Object.fromEntries(
    ['day-direct', 'day-queue-5-processes'].flatMap((name) => [
      [`${name}-write-units`, 1000],
      [`${name}-read-units`, 2000],
      [`${name}-write-requests`, 0],
      [`${name}-read-requests`, 0],
      [`${name}-invocations`, 1000],
    ]),
  ),
};

describe('the page of costs', () => {
  it.each([
    ['Lambda, invocations', '$0.20', '$0.20'],
    // 512 MB for 2 ms, a million times: 1,000 GB-seconds.
    ['Lambda, time', '$0.01', '$0.01'],
    ['DynamoDB, writes', '$0.63', '$0.63'],
    ['DynamoDB, reads', '$0.25', '$0.25'],
    ['log, at most', '$0.00', '$0.00'],
    ['SQS, at most', '', '$1.20'],
    ['**sum**', '**$1.09**', '**$2.29**'],
  ])('multiplies figures by list prices: %s', (what, direct, queue) => {
    expect(rowOf(costPage(withValues(EVEN)), what).slice(2, 4)).toEqual([direct, queue]);
  });

  it('has the sums in its formula', () => {
    const page = costPage(withValues(EVEN));

    expect(page).toMatch(/direct {3}month = \d+\.\d\d \+ 0\.10 n \+ 1\.00 f \+ 1\.09 c\n/);
    expect(page).toMatch(/queue {4}month = \d+\.\d\d \+ 0\.10 n \+ 1\.00 f \+ 2\.29 c\n/);
  });

  it('adds a set-up up as the formula does', () => {
    const page = costPage(withValues(EVEN));
    const [hub = '', hubOfQueue = ''] = [...page.matchAll(/month = (\d+\.\d\d) /g)].map(
      ([, cost]) => cost,
    );

    const [, accounts, forwarders, calls, ...dollars] = rowOf(page, '100');
    expect([accounts, forwarders, calls]).toEqual(['100', '1,699', '30 million']);
    const amounts = dollars.slice(0, 6).map((cell) => Number(cell.replaceAll(/[$*]/g, '')));
    expect(amounts.slice(0, 4)).toEqual([Number(hub), 169.9, 30, expect.closeTo(30 * 1.09, 0)]);
    expect(amounts[4]).toBeCloseTo(Number(hub) + 169.9 + 30 + 30 * 1.09, 0);
    expect(amounts[5]).toBeCloseTo(Number(hubOfQueue) + 169.9 + 30 + 30 * 2.29, 0);
  });

  it('has every price with its source', () => {
    const prices = [...Object.values(USAGE_PRICES), ...Object.values(MONTHLY_PRICES)];
    const page = costPage(figures);

    const lines = page.split('\n');
    const rows = prices.map(({ unit, source }) =>
      lines.find((line) => line.startsWith(`| ${unit}`) && line.includes(source)),
    );
    expect(rows.map((row) => row?.split(' | ').slice(2).join(' '))).toEqual(
      prices.map(({ dollars, source }) => `${dollars} ${source} |`),
    );
    expect(new Set(rows).size).toBe(15);
  });

  it('names only figures that there are', () => {
    const named = [
      ...costPage(figures).matchAll(/`((?:day|flood|burst|log|notification|sweep)-[\w-]+)`/g),
    ];

    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([, name]) => name ?? '').filter((name) => !figures.has(name))).toEqual([]);
  });

  it('cannot be made when a figure is missing, and says what to do', () => {
    const incomplete = new Map([...figures].filter(([name]) => name !== 'log-bytes-per-call'));

    expect(() => costPage(incomplete)).toThrow(
      /^bench\/cost-figures\.ndjson has no figure log-bytes-per-call; .* Run npm run cost\.$/,
    );
  });
});
