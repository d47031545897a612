import { readCostFigures } from '../../tools/bench/cost-figures';
import { MONTHLY_PRICES, USAGE_PRICES } from '../../tools/cost/list-prices';
import { costPage } from '../../tools/docs/cost-page';

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

/** Of a cell such as `**$1,699.00**`. */
function numberOf(cell: string): number {
  return Number(cell.replaceAll(/[$*,]| million/g, ''));
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
    ['Lambda, invocations', '$0.200', '$0.200'],
    // 512 MB for 2 ms, a million times: 1,000 GB-seconds.
    ['Lambda, time', '$0.013', '$0.013'],
    ['DynamoDB, writes', '$0.625', '$0.625'],
    ['DynamoDB, reads', '$0.250', '$0.250'],
    ['log, at most', '$0.000', '$0.000'],
    ['SQS, at most', '', '$1.200'],
    ['**sum**', '**$1.088**', '**$2.288**'],
  ])('multiplies figures by list prices: %s', (what, direct, queue) => {
    expect(rowOf(costPage(withValues(EVEN)), what).slice(2, 4)).toEqual([direct, queue]);
  });

  it('has the sums in its formula', () => {
    const page = costPage(withValues(EVEN));

    expect(page).toMatch(/direct {3}month = \d+\.\d\d \+ 0\.10 n \+ 1\.00 f \+ 1\.088 c\n/);
    expect(page).toMatch(/queue {4}month = \d+\.\d\d \+ 0\.10 n \+ 1\.00 f \+ 2\.288 c\n/);
  });

  it.each([1, 20, 100])('adds a set-up of %d accounts up as the formula does', (accounts) => {
    const page = costPage(figures);
    const formulas = [
      ...page.matchAll(/month = ([\d.]+) \+ ([\d.]+) n \+ ([\d.]+) f \+ ([\d.]+) c$/gm),
    ];
    const cells = rowOf(page, String(accounts)).slice(2, 11);
    const [forwarders = 0, calls = 0, hub = 0, alarms = 0, forwarded = 0, ...uses] =
      cells.map(numberOf);
    const [direct = 0, queue = 0, ...sums] = uses;

    expect(formulas).toHaveLength(2);
    expect(forwarders).toBe(accounts * 17 - 1);
    expect(calls).toBeCloseTo(accounts * 0.3);
    for (const [index, used] of [direct, queue].entries()) {
      const [ofHub = 0, n = 0, f = 0, c = 0] = (formulas[index] ?? []).slice(1).map(Number);
      const more = ofHub - (index === 0 ? hub : Number(formulas[0]?.[1]));
      expect(sums[index]).toBeCloseTo(hub + more + alarms + forwarded + used, 5);
      expect(sums[index]).toBeCloseTo(ofHub + n * forwarders + f * calls + c * calls, 2);
    }
  });

  it.each([
    ['direct', 2],
    ['queue', 3],
  ])('has lines by the million calls that add up to their sum: %s', (_ingestion, column) => {
    const page = costPage(figures);

    const lines = ['Lambda, invocations', 'Lambda, time', 'DynamoDB, writes', 'DynamoDB, reads'];
    const amounts = [...lines, 'log, at most', 'SQS, at most'].map((what) =>
      numberOf(rowOf(page, what)[column] ?? ''),
    );
    expect(amounts.filter((amount) => amount > 0).length).toBeGreaterThanOrEqual(5);
    expect(amounts.reduce((a, b) => a + b)).toBeCloseTo(
      numberOf(rowOf(page, '**sum**')[column] ?? ''),
      5,
    );
  });

  it('says what many principals can make it cost at worst', () => {
    const page = costPage(
      withValues({
        ...EVEN,
        'notification-write-units': 8,
        'notification-read-units': 8,
        'notification-bytes': 65_536,
      }),
    );

    // Each ten calls are a notification: $0.000006 for the ledger, as much for the key, $0.0000211 for SNS.
    expect(rowOf(page, 'a sweep of 10 calls by another principal each time').slice(2, 9)).toEqual([
      '100,000',
      '$1.09',
      '$2.29',
      '$1.00',
      '$3.31',
      '**$5.40**',
      '**$6.60**',
    ]);
  });

  it.each([
    ['that prices were partly read in summaries', /partly in summaries of the pages/],
    ['that the queue is an upper bound', /The line of the queue is an upper bound/],
    ['that the trail is left out', /^- The trail/m],
    ['that storage of the log is left out', /^- Storage of the log/m],
    ['that point-in-time recovery is left out', /point-in-time recovery/],
  ])('says how far it goes: %s', (_what, text) => {
    expect(costPage(figures)).toMatch(text);
  });

  it('says that no budget is missed where none is', () => {
    const kept = new Map([...figures].map(([name, figure]) => [name, { ...figure, met: true }]));

    expect(costPage(figures)).toContain('**Missed**');
    expect(costPage(kept)).not.toContain('**Missed**');
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
