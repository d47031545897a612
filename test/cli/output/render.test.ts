import { paintFor } from '../../../cli/output/paint';
import { renderCsv } from '../../../cli/output/render-csv';
import { renderFindings } from '../../../cli/output/render-findings';
import { renderTable } from '../../../cli/output/render-table';
import type { Column, CsvColumns } from '../../../cli/output/table';
import { shortened, shortenedPrincipal } from '../../../cli/output/terminal-text';
import type { Finding } from '../../../src/detection/finding';
import { findingOf } from '../../support/findings';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';

/** A standard output with the properties that matter here. It is not a stream. */
function stdoutOf(parts: { isTTY?: boolean; columns?: number } = {}) {
  return { stdout: { ...process.stdout, isTTY: false, columns: undefined, ...parts } } as never;
}

interface Row {
  readonly name: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'name', value: ({ name }) => name, isElastic: true },
  { title: 'count', value: ({ count }) => count, emphasis: () => 'alarm' },
];

const CSV_COLUMNS: CsvColumns<Row> = [
  ['name', ({ name }) => name],
  ['count', ({ count }) => count],
];

describe('a table', () => {
  it('has its columns below each other, numbers to the right, and no blanks at the end', async () => {
    const rows = [
      { name: 'a', count: 5 },
      { name: 'longer', count: 1000 },
    ];

    expect(await renderTable(COLUMNS, rows, stdoutOf())).toBe(
      ['name    count', 'a           5', 'longer   1000', ''].join('\n'),
    );
  });

  it('cuts the middle of a long cell in a narrow terminal, and nowhere else', async () => {
    const rows = [{ name: `begin${'x'.repeat(100)}end`, count: 1 }];
    const narrow = await renderTable(COLUMNS, rows, stdoutOf({ columns: 40 }));
    const wide = await renderTable(COLUMNS, rows, stdoutOf());

    expect(narrow).toMatch(/^begin\w+…\w+end {6}1$/m);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(wide).toContain(rows[0]?.name);
  });

  it.each([
    ...HOSTILE_TEXTS,
    ['wide characters', '名前\uff21\u{1f600}'],
    ['a table of its own', '│ ok ┼'],
  ] as const)('keeps its shape with %s', async (_name, text) => {
    const rows = [
      { name: text, count: 1 },
      { name: 'next', count: 2 },
    ];
    const lines = (await renderTable(COLUMNS, rows, stdoutOf())).split('\n');

    expect(lines).toHaveLength(4);
    expect(lines[1]?.length).toBe(lines[2]?.length);
    expect(lines.join('')).toMatch(/^[ -~…]*$/);
  });
});

describe('colours', () => {
  it.each<[string, boolean, Record<string, string>, boolean]>([
    ['on a terminal', true, {}, true],
    ['outside a terminal', false, {}, false],
    ['with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR, which counts as none', true, { NO_COLOR: '' }, true],
    ['on a terminal that has none', true, { TERM: 'dumb' }, false],
  ])('%s', (_case, isTTY, environment, isPainted) => {
    const painted = paintFor(stdoutOf({ isTTY }), environment)('high', 'alarm');

    expect(painted !== 'high').toBe(isPainted);
    expect(painted).toContain('high');
  });
});

describe('CSV', () => {
  it.each([
    ['=HYPERLINK("https://example.com")'],
    ['+1+1'],
    ['-1-1'],
    ['@SUM(1)'],
    ['\t=1'],
    ['  =1'],
    ['\u200b=1'],
    ['\uff1d1'],
  ])('makes no formula of %j', async (name) => {
    const [, line = ''] = (await renderCsv(CSV_COLUMNS, [{ name, count: 1 }])).split('\n');

    expect(line).toMatch(/^"?'/);
  });

  it('quotes what needs it, and keeps one row per line', async () => {
    const rows = [{ name: 'a "b", c\r\nd', count: 2 }];

    expect(await renderCsv(CSV_COLUMNS, rows)).toBe('name,count\n"a ""b"", cd",2\n');
  });
});

const PRODUCT_ARN = 'arn:aws:securityhub:eu-central-1:999988887777:product/999988887777/default';

/** A finding of a caller of this account, with calls in those. */
function withAccounts(accountId: string | undefined, accountIds: string[]): Finding {
  const { principal, evidence, ...rest } = findingOf();
  const { accountId: _own, ...caller } = principal;
  return {
    ...rest,
    principal: { ...caller, ...(accountId !== undefined && { accountId }) },
    evidence: { ...evidence, accountIds },
  };
}

describe('findings', () => {
  const finding = findingOf();
  const render = (findings: Finding[], format: Parameters<typeof renderFindings>[1]) =>
    renderFindings(findings, format, { screen: stdoutOf(), notifyFrom: 'low' });

  it('are the same in ndjson and json', async () => {
    const lines = (await render([finding, finding], 'ndjson')).trimEnd().split('\n');

    expect(lines.map((line) => JSON.parse(line))).toEqual(
      JSON.parse(await render([finding, finding], 'json')),
    );
  });

  it.each([
    ['ndjson', ''],
    ['json', '[]\n'],
    ['ocsf', ''],
    ['asff', ''],
    ['table', 'No findings.\n'],
  ] as const)(
    'are nothing in %s where there are none, as far as the format allows',
    async (format, text) => {
      expect(await render([], format)).toBe(text);
    },
  );

  it('have headings in CSV even where there are none', async () => {
    expect(await render([], 'csv')).toMatch(
      /^id,incidentId,rule,severity,.*,detectedAt,notified\n$/,
    );
  });

  it('are one row each in CSV and in a table', async () => {
    const [csv, table] = [await render([finding], 'csv'), await render([finding], 'table')];

    expect(csv.trimEnd().split('\n')).toHaveLength(2);
    expect(table.trimEnd().split('\n')).toHaveLength(2);
    expect(table).toContain(' user/ci/deploy-bot @111122223333\n');
    expect(csv).toContain(finding.principal.key);
    expect(csv).toContain(finding.id);
  });

  const COVERED = { entryId: 'a', owner: 'o', ticket: 'SEC-1, =x', expires: '2027-01-01' };
  const start = finding.window.start.slice(11);
  const LATER = '2026-03-14T09:40:00Z';
  const ALERTED: [string, Partial<Finding>, string][] = [
    ['of one below notifyFrom', { severity: 'informational' }, 'no: below low'],
    ['of one that is covered', { allowlist: COVERED }, 'no: SEC-1, =x'],
    [
      'of one that would be covered but for a ceiling',
      {
        incidentId: 'other',
        allowlist: {
          ...COVERED,
          brokenCeilings: [{ ceiling: 'calls', allowed: 'at most 1', seen: '2' }],
        },
      },
      'yes',
    ],
    ['of a repeat', {}, `no: repeat of ${start}`],
    ['of a repeat that is worse', { severity: 'critical' }, 'yes'],
    ['of a sweep in another incident', { incidentId: 'other' }, 'yes'],
  ];
  it.each(ALERTED)('say whether an alert is sent %s', async (_which, overrides, alerted) => {
    const first = { ...finding, severity: 'low' as const };
    const second = { ...first, id: 'second', detectedAt: LATER, ...overrides };
    const csv = (await render([first, second], 'csv')).split('\n');
    const table = (await render([first, second], 'table')).split('\n');
    const begin = (table[0] ?? '').search(/\balerted\b/);

    expect(csv[1]).toMatch(/,yes$/);
    expect(csv[2]?.endsWith(alerted.includes(',') ? `,"${alerted}"` : `,${alerted}`)).toBe(true);
    expect(table[1]?.slice(begin)).toMatch(/^yes +\S+ @\d+$/);
    expect(table[2]?.slice(begin).startsWith(`${alerted}  `)).toBe(true);
  });

  it('have a long ticket whole in CSV, and shortened in a table', async () => {
    const ticket = `https://tickets.example.org/${'x'.repeat(170)}`;
    const one = { ...finding, allowlist: { ...COVERED, ticket } };

    expect(await render([one], 'csv')).toContain(`,no: ${ticket}\n`);
    expect(await render([one], 'table')).toMatch(/ no: https:\/\/[^ ]*…x+ {2}\S+ @\d+\n$/);
  });

  it('alert once where one call completes several, for the most severe', async () => {
    const first = { ...finding, severity: 'low' as const };
    const worse = { ...first, id: 'second', severity: 'high' as const };

    expect((await render([first, worse], 'csv')).match(/,(yes|no: .*)$/gm)).toEqual([
      `,no: repeat of ${start}`,
      ',yes',
    ]);
  });

  it('are OCSF Detection Findings in ocsf', async () => {
    expect(JSON.parse(await render([finding], 'ocsf'))).toMatchObject({
      class_uid: 2004,
      finding_info: { uid: finding.id },
    });
  });

  const ASFF_ACCOUNTS: [string, Finding, string | undefined, string, string][] = [
    ['of the caller', finding, undefined, 'us-east-1', '111122223333'],
    [
      'that was called, where the caller has none',
      withAccounts(undefined, ['no account', '444455556666', '777788889999']),
      undefined,
      'us-east-1',
      '444455556666',
    ],
    [
      'that nobody has, where no account is named',
      withAccounts(undefined, []),
      undefined,
      'us-east-1',
      '000000000000',
    ],
    ['that is named', finding, PRODUCT_ARN, 'eu-central-1', '999988887777'],
  ];
  it.each(ASFF_ACCOUNTS)(
    'are of the account in asff %s',
    async (_which, one, productArn, region, account) => {
      const text = await renderFindings([one], 'asff', {
        screen: stdoutOf(),
        notifyFrom: 'low',
        productArn,
      });

      expect(JSON.parse(text)).toMatchObject({
        SchemaVersion: '2018-10-08',
        Id: one.id,
        ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default`,
        AwsAccountId: account,
        Workflow: { Status: 'NEW' },
      });
    },
  );

  it('are of the partition of the caller in asff', async () => {
    const { principal } = finding;
    const arn = 'arn:aws-us-gov:iam::111122223333:user/ci';
    const text = await render([{ ...finding, principal: { ...principal, arn } }], 'asff');

    expect(JSON.parse(text).ProductArn).toBe(
      'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
    );
  });

  it('are no all-clear in a table if something could not be read', async () => {
    const view = { screen: stdoutOf(), notifyFrom: 'low' } as const;

    expect(await renderFindings([], 'table', view)).toBe('No findings.\n');
    expect(await renderFindings([], 'table', { ...view, isWhole: false })).toContain(
      'this is no all-clear',
    );
  });

  it.each(HOSTILE_TEXTS)('are one line each in asff with %s', async (_name, text) => {
    const { principal, evidence } = finding;
    const hostile: Finding = {
      ...finding,
      principal: { ...principal, key: text, arn: text, accountId: text },
      evidence: { ...evidence, accountIds: [text], userAgents: [text] },
    };
    const lines = (await render([hostile, finding], 'asff')).trimEnd().split('\n');

    expect(lines).toHaveLength(2);
    expect(lines.map((line) => JSON.parse(line).AwsAccountId)).toEqual([
      '000000000000',
      '111122223333',
    ]);
  });
});

describe('a principal in a narrow terminal', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin/erin@example.com';

  it('loses part of its name, and never its account', async () => {
    const { principal, ...rest } = findingOf();
    const one = { ...rest, principal: { ...principal, key: `arn:${session}` } };
    const text = await renderFindings([one], 'table', {
      screen: stdoutOf({ columns: 110 }),
      notifyFrom: 'low',
    });

    expect(text).toMatch(/ role\S*…\S+ @111122223333\n$/);
  });

  it.each([
    ['user/bob @111122223333', 22, 'user/bob @111122223333'],
    ['user/build-uploader @111122223333', 24, 'user…oader @111122223333'],
    ['IP 2001:db8::7', 10, 'IP 2…b8::7'],
  ])('%s in %i characters is %s', (label, width, expected) => {
    expect(shortenedPrincipal(label, width)).toBe(expected);
  });
});

describe('what is too long', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefghij', 6, 'ab…hij'],
    ['abcdefghij', 1, '…'],
  ])('%s in %i is %s', (text, width, expected) => {
    expect(shortened(text, width)).toBe(expected);
  });
});
