import { readAllowlist } from '../../src/allowlist/read-allowlist';
import {
  allowlistProblems,
  entryOf,
  entryProblemTexts,
  NOW,
  rawEntry,
  readEntries,
} from '../support/allowlist';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const matching = (match: object): object => rawEntry({ match });
const principal = (glob: string): object => matching({ principal: glob });
const NAME = 'arn:aws:iam::111122223333';

describe('readAllowlist', () => {
  it('counts characters, not the units of a string', () => {
    const owner = (count: number) => entryProblemTexts(rawEntry({ owner: '🦊'.repeat(count) }));

    expect(owner(200)).toEqual([]);
    expect(owner(201)).toEqual(['owner is too long']);
  });

  it('reports a list that is too long once, however many of its entries are wrong', () => {
    const problems = allowlistProblems({ entries: Array(5_000).fill({ id: 5 }) });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ problem: 'is too large' });
  });

  it('accepts a file with and without $schema, and without entries', () => {
    expect(allowlistProblems({ entries: [] })).toEqual([]);
    expect(
      allowlistProblems({ $schema: './schemas/allowlist.schema.json', entries: [rawEntry()] }),
    ).toEqual([]);
  });

  it('gives the entries as they are, frozen, with one network as a list', () => {
    const { entries } = readEntries([matching({ sourceCidr: '203.0.113.0/28' })]);

    expect(entries).toEqual([entryOf({ match: { sourceCidr: ['203.0.113.0/28'] } })]);
    expect(Object.isFrozen(entries[0]?.match.sourceCidr)).toBe(true);
  });

  it('says what is wrong, what was received, what is allowed and what to do', () => {
    expect(allowlistProblems({ entries: [rawEntry({ expires: '2028-01-01' })] })).toEqual([
      {
        key: 'allowlist.json: entries.0 (id nightly-inventory).expires',
        problem: 'is more than a year ahead',
        received: '"2028-01-01"',
        allowed: 'a day as YYYY-MM-DD, at the latest 2027-03-15',
        fix: 'Set it to 2027-03-15 or earlier, and renew the entry then if you still need it.',
      },
    ]);
  });

  it('is not misled by objects that look like a list or a text', () => {
    const length = [[{ toString: null }]];

    expect(allowlistProblems({ entries: { length } }).map(({ key }) => key)).toEqual([
      'allowlist.json: entries',
    ]);
    expect(
      allowlistProblems({
        entries: [rawEntry({ owner: { length }, match: { sourceCidr: { length } } })],
      }).map(({ key }) => key.replace(/.*\)\./, '')),
    ).toEqual(['match.sourceCidr', 'owner']);
  });

  it('reports every problem at once, and each value once', () => {
    const problems = allowlistProblems({
      entires: [],
      entries: [
        { id: 'Nightly', match: { principal: '*', sourceCidr: ['0.0.0.0/0', 'x'] }, owner: ' ' },
        rawEntry({ id: 'b', match: {}, ceilings: { regions: 0, hours: '05-05' }, expires: 'soon' }),
        rawEntry({ id: 'b', match: { account: '111122223333' } }),
        'c',
      ],
    }).map(({ key, problem }) => `${key.replace('allowlist.json: ', '')} ${problem}`);

    expect(problems.sort()).toEqual([
      'entires is not a known key',
      'entries.0 (id Nightly).ceilings is missing',
      'entries.0 (id Nightly).expires is missing',
      'entries.0 (id Nightly).id has the wrong format',
      'entries.0 (id Nightly).match.principal is too broad',
      'entries.0 (id Nightly).match.sourceCidr.0 is too broad',
      'entries.0 (id Nightly).match.sourceCidr.1 has the wrong format',
      'entries.0 (id Nightly).owner has the wrong format',
      'entries.0 (id Nightly).reason is missing',
      'entries.0 (id Nightly).ticket is missing',
      'entries.1 (id b).ceilings.addresses is missing',
      'entries.1 (id b).ceilings.calls is missing',
      'entries.1 (id b).ceilings.hours is the whole day',
      'entries.1 (id b).ceilings.regions is too small',
      'entries.1 (id b).expires has the wrong format',
      'entries.1 (id b).match matches everything',
      'entries.2 (id b).id is also the id of entries.1',
      'entries.2 (id b).match identifies nobody: account matches everyone or can be forged',
      'entries.3 is not an object',
    ]);
  });

  it.each([
    ['', 'allowlist.json is not JSON'],
    ['{"entries": [],}', 'allowlist.json is not JSON'],
    ['null', 'allowlist.json is not an object'],
    ['[]', 'allowlist.json is not an object'],
    ['{}', 'allowlist.json: entries is missing'],
    ['{"entries": {}}', 'allowlist.json: entries is not a list'],
  ])('refuses %j', (text, problem) => {
    expect(allowlistProblems(text).map((found) => `${found.key} ${found.problem}`)).toEqual([
      problem,
    ]);
  });

  it.each([
    [{ Entires: [] }, 'entries'],
    [rawEntry({ ticked: 'SEC-1' }), 'ticket'],
    [rawEntry({ expiry: '2026-09-01' }), 'expires'],
    [matching({ principal: `${NAME}:user/scanner`, role_name: 'x' }), 'roleName'],
    [matching({ principal: `${NAME}:user/scanner`, sourceCIDRs: [] }), 'sourceCidr'],
    [rawEntry({ ceilings: { regions: 1, calls: 1, addresses: 1, hour: '01-05' } }), 'hours'],
  ])('names the known field that is nearest to an unknown one: %j', (value, near) => {
    const file = 'id' in value ? { entries: [value] } : { entries: [], ...value };

    expect(allowlistProblems(file)).toEqual([
      expect.objectContaining({
        problem: 'is not a known key',
        allowed: expect.stringContaining(near),
        fix: `Rename it to ${near}, the nearest known key, or remove it.`,
      }),
    ]);
  });

  it.each(['owner', 'ticket', 'reason', 'expires', 'ceilings', 'match', 'id'])(
    'asks for %s',
    (name) => {
      expect(entryProblemTexts(rawEntry({ [name]: undefined }))).toEqual([`${name} is missing`]);
    },
  );

  it.each(['regions', 'calls', 'addresses'])('asks for the ceiling on %s', (name) => {
    const ceilings = { ...entryOf().ceilings, [name]: undefined };

    expect(entryProblemTexts(rawEntry({ ceilings }))).toEqual([`ceilings.${name} is missing`]);
  });

  it.each([
    ['regions', 0, 'is too small'],
    ['regions', 65, 'is too large'],
    ['calls', 10_001, 'is too large'],
    ['addresses', 21, 'is too large'],
    ['calls', 1.5, 'is not a whole number'],
    ['calls', '20', 'is not a whole number'],
    ['hours', '1-5', 'has the wrong format'],
    ['hours', '01-25', 'has the wrong format'],
    ['hours', '22-00', 'has the wrong format'],
    ['hours', '05-05', 'is the whole day'],
    ['hours', '00-24', 'is the whole day'],
  ])('refuses the ceiling %s of %j', (name, value, problem) => {
    const ceilings = { ...entryOf().ceilings, [name]: value };

    expect(entryProblemTexts(rawEntry({ ceilings }))).toEqual([`ceilings.${name} ${problem}`]);
  });

  it.each(HOSTILE_TEXTS)('keeps its messages orderly: %s', (_name, text) => {
    const entry = {
      [text]: text,
      id: text,
      match: { principal: text, roleName: text, sourceCidr: [text], [text]: [text] },
      ceilings: { hours: text, [text]: text },
      owner: { text },
      expires: text,
    };
    const problems = allowlistProblems({ entries: [entry, entry] });

    expect(problems.length).toBeGreaterThan(5);
    for (const part of problems.flatMap((problem) => Object.values(problem))) {
      expect(part).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(part.length).toBeLessThan(700);
    }
  });

  it('shows the name of the file printable and cut', () => {
    expect(() => readAllowlist('x', `a\u001b[31m\n${'b'.repeat(1000)}`, NOW)).toThrow(
      /^The configuration has 1 problem\.\n\na\[31mb{113,}…? is not JSON\./,
    );
  });
});

describe('an entry that is too broad', () => {
  it.each([
    '*',
    'arn:*',
    'arn:aws:iam::*',
    'arn:aws:iam::111122223333:*',
    `${NAME}:user/*`,
    `${NAME}:user/*/*`,
    `${NAME}:role/*`,
    `${NAME}:role/?*`,
    `${NAME}:role/a*`,
    `${NAME}:role/service-role/*`,
    `${NAME}:role/aws-reserved/sso.amazonaws.com/*`,
    'arn:aws:iam::*:role/aws-reserved/*',
    'arn:aws:sts::111122223333:assumed-role/*/*',
    'arn:aws:sts::111122223333:assumed-role/*/Inventory-nightly',
    'arn:aws:sts::*:assumed-role/AWSReservedSSO_*/*',
    'arn:aws:sts::*:assumed-role/AWSServiceRoleFor*/*',
    'arn:aws:sts::111122223333:federated-user/*',
  ])('is refused: principal %s', (glob) => {
    expect(entryProblemTexts(principal(glob))).toEqual(['match.principal is too broad']);
  });

  it('is refused: the root user of an account', () => {
    expect(entryProblemTexts(principal(`${NAME}:root`))).toEqual([
      'match.principal is the root user of an account, which no entry can cover',
    ]);
  });

  it.each([
    [{}, 'matches everything'],
    [{ account: '111122223333' }, 'identifies nobody: account matches everyone or can be forged'],
    [{ rule: 'describe-instances' }, 'identifies nobody: rule matches everyone or can be forged'],
    [
      { userAgent: 'Steampipe/*' },
      'identifies nobody: userAgent matches everyone or can be forged',
    ],
    [
      { account: '111122223333', userAgent: 'Steampipe/*', rule: 'get-service-quota' },
      'identifies nobody: account and userAgent and rule match everyone or can be forged',
    ],
  ])('is refused: %j', (match, problem) => {
    expect(entryProblemTexts(matching(match))).toEqual([`match ${problem}`]);
  });

  it.each(['*', '**', '?*', 'ab*', 'AWSReservedSSO_*', 'AWS*', '*_0123456789abcdef'])(
    'is refused: roleName %s',
    (roleName) => {
      expect(entryProblemTexts(matching({ roleName }))).toEqual([
        expect.stringMatching(/^match\.roleName (is too broad|has the wrong format)$/),
      ]);
    },
  );

  it.each(['/', '/*', '/*/', '/service-role/', '/aws-reserved/*', '/aws-service-role/*'])(
    'is refused: rolePath %s, unless a name is given too',
    (rolePath) => {
      expect(entryProblemTexts(matching({ rolePath }))).toEqual(['match.rolePath is too broad']);
      expect(entryProblemTexts(matching({ rolePath, roleName: 'Inventory-*' }))).toEqual([]);
    },
  );

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/8', '203.0.0.0/15', '2001:db8::/31'])(
    'is refused: sourceCidr %s',
    (sourceCidr) => {
      expect(entryProblemTexts(matching({ sourceCidr }))).toEqual([
        'match.sourceCidr.0 is too broad',
      ]);
    },
  );

  it.each(['*', '* *', '?*/', 'a*'])('is refused: userAgent %s', (userAgent) => {
    expect(entryProblemTexts(matching({ roleName: 'Inventory-*', userAgent }))).toEqual([
      'match.userAgent is too broad',
    ]);
  });
});

describe('watched calls', () => {
  it('are names of the catalogue', () => {
    const watchedCalls = ['RunInstances', 'CreateFunction20150331', 'AttachUserPolicy'];

    expect(readEntries([rawEntry({ watchedCalls })]).entries[0]?.watchedCalls).toEqual(
      watchedCalls,
    );
  });

  it.each<[unknown, string]>([
    ['DescribeInstances', 'watchedCalls.0 is not a watched call that an entry can cover'],
    ['*', 'watchedCalls.0 is not a watched call that an entry can cover'],
    ['compute.RunInstances', 'watchedCalls.0 is not a watched call that an entry can cover'],
    // AWS makes it when a key has leaked.
    ['DetachUserPolicy', 'watchedCalls.0 is not a watched call that an entry can cover'],
    [7, 'watchedCalls.0 is not a string'],
  ])('are not %j', (name, problem) => {
    expect(entryProblemTexts(rawEntry({ watchedCalls: [name] }))).toEqual([problem]);
  });

  it.each<[unknown, string]>([
    ['RunInstances', 'watchedCalls is not a list'],
    [[], 'watchedCalls is too small'],
    [Array(100).fill('RunInstances'), 'watchedCalls is too large'],
  ])('are a list of some: not %j', (watchedCalls, problem) => {
    expect(entryProblemTexts(rawEntry({ watchedCalls }))).toEqual([problem]);
  });

  it('name the nearest one', () => {
    expect(
      allowlistProblems({ entries: [rawEntry({ watchedCalls: ['runInstance', 'x'] })] }),
    ).toMatchObject([
      {
        key: 'allowlist.json: entries.0 (id nightly-inventory).watchedCalls.0',
        received: '"runInstance"',
        allowed: 'names of calls such as RunInstances, which docs/watched-calls.md lists',
        fix: 'Write RunInstances, the nearest one, or remove it.',
      },
      { fix: 'Write the names of calls that the tool makes, or leave it out.' },
    ]);
  });
});

describe('a match', () => {
  it.each([
    `${NAME}:user/scanner`,
    `${NAME}:user/ci/*`,
    'arn:*:iam::*:user/*/deploy-bot',
    `${NAME}:role/security/*`,
    `${NAME}:role/Inventory-*`,
    'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Auditor_*',
    'arn:aws:sts::*:assumed-role/AWSReservedSSO_Auditor_*/*',
    'arn:aws-us-gov:sts::111122223333:assumed-role/Inventory/job-*',
    'accessKey:111122223333:AKIAIOSFODNN7EXAMPLE',
    'identity:AWSService:config.amazonaws.com:111122223333',
  ])('accepts the principal %s', (glob) => {
    expect(entryProblemTexts(principal(glob))).toEqual([]);
  });

  it.each([
    'scanner',
    'arn:aws:iam::1111:user/scanner',
    'arn:aws:iam::11112222*:user/scanner',
    'arn:aws:sts::111122223333:user/scanner',
    'arn:aws:iam::111122223333:assumed-role/Inventory/job',
    'arn:aws:sts::111122223333:assumed-role/Inventory',
    'arn:aws:sts::111122223333:assumed-role/Inventory/a/b',
    'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
    'accessKey:111122223333:AKIA*X',
  ])('refuses the principal %s', (glob) => {
    expect(entryProblemTexts(principal(glob))).toEqual([
      'match.principal is neither an ARN nor a principal key',
    ]);
  });

  it.each([
    ['principal', `${NAME}:user/[ab]*`],
    ['principal', `${NAME}:user/{scan,ner}`],
    ['principal', `!${NAME}:user/scanner`],
    ['principal', `${NAME}:user/scan**ner`],
    ['principal', `${NAME}:user/scanner\\*`],
    ['principal', `${NAME}:user/scanner\n`],
    ['principal', ''],
    ['roleName', 'Inventory/*'],
    ['roleName', 'Inventory|Admin'],
    ['roleName', 'Ｉnventory'],
    ['rolePath', 'security/'],
    ['rolePath', '/security'],
    ['userAgent', 'Steampipe\\*'],
    ['userAgent', 'Steampipe\u202e'],
    ['account', '11112222333'],
    ['account', '*'],
    ['rule', 'list-buckets'],
    ['sourceCidr', '203.0.113.7'],
    ['sourceCidr', 'AWS Internal'],
    ['sourceCidr', 'fe80::1%eth0/64'],
  ])('refuses the %s %j', (name, value) => {
    const match = { sourceCidr: '198.51.100.0/24', [name]: value };

    expect(entryProblemTexts(matching(match))).toEqual([
      expect.stringMatching(
        new RegExp(`^match\\.${name}(\\.0)? (has the wrong format|is not an allowed value)$`),
      ),
    ]);
  });

  it.each(['203.0.113.0/33', '2001:db8::/129', '203.0.113.256/24', '203.0.113/24', ':::/48'])(
    'refuses the network %s',
    (sourceCidr) => {
      expect(entryProblemTexts(matching({ sourceCidr }))).toEqual([
        'match.sourceCidr.0 is not a network',
      ]);
    },
  );

  it.each(['::ffff:0:0/96', '::ffff:203.0.113.0/120', '::/64'])(
    'refuses an IPv4 network written as IPv6: %s',
    (sourceCidr) => {
      expect(entryProblemTexts(matching({ sourceCidr }))).toEqual([
        expect.stringMatching(/^match\.sourceCidr\.0 is an IPv4 network /),
      ]);
    },
  );

  it('accepts a list of networks, but not an empty or a very long one', () => {
    const networks = (length: number) => Array.from({ length }, (_, i) => `203.0.113.${i}/32`);

    expect(entryProblemTexts(matching({ sourceCidr: networks(20) }))).toEqual([]);
    expect(entryProblemTexts(matching({ sourceCidr: networks(21) }))).toEqual([
      'match.sourceCidr is too large',
    ]);
    expect(entryProblemTexts(matching({ sourceCidr: [] }))).toEqual([
      'match.sourceCidr is too small',
    ]);
  });
});

describe('an expiry', () => {
  it.each(['2026-03-15', '2027-03-15', '2020-01-01'])('may be %s', (expires) => {
    expect(entryProblemTexts(rawEntry({ expires }))).toEqual([]);
  });

  it.each([
    ['2027-03-16', 'is more than a year ahead'],
    ['9998-01-01', 'is more than a year ahead'],
    ['2026-02-30', 'is not a day'],
    ['2026-13-01', 'is not a day'],
    ['15.03.2027', 'has the wrong format'],
    ['2027-03-15T00:00:00Z', 'has the wrong format'],
    ['never', 'has the wrong format'],
    [20270315, 'is not a string'],
    [null, 'is not a string'],
  ])('may not be %s', (expires, problem) => {
    expect(entryProblemTexts(rawEntry({ expires }))).toEqual([`expires ${problem}`]);
  });

  it('causes a warning with the owner when it is past or near', () => {
    const { warnings } = readEntries([
      rawEntry({ id: 'past', match: { roleName: 'past' }, expires: '2026-03-15' }),
      rawEntry({ id: 'tomorrow', match: { roleName: 'tomorrow' }, expires: '2026-03-16' }),
      rawEntry({ id: 'soon', match: { roleName: 'soon' }, expires: '2026-04-14' }),
      rawEntry({ id: 'later', match: { roleName: 'later' }, expires: '2026-04-15' }),
    ]);

    expect(warnings).toEqual([
      'allowlist: past expired on 2026-03-15 and no longer covers anything. Renew or remove it. Owner: Platform team; ticket: SEC-1234.',
      'allowlist: tomorrow expires on 2026-03-16, in 1 day. Renew it before then, or its sweeps will alert. Owner: Platform team; ticket: SEC-1234.',
      'allowlist: soon expires on 2026-04-14, in 30 days. Renew it before then, or its sweeps will alert. Owner: Platform team; ticket: SEC-1234.',
    ]);
  });
});

describe('networks', () => {
  it.each([
    ['203.0.113.7/24', '203.0.113.0/24', '203.0.113.7/32'],
    ['10.20.0.5/16', '10.20.0.0/16', '10.20.0.5/32'],
    ['192.0.2.17/28', '192.0.2.16/28', '192.0.2.17/32'],
    ['255.255.255.255/31', '255.255.255.254/31', '255.255.255.255/32'],
    ['2001:DB8:7::1/48', '2001:db8:7::/48', '2001:DB8:7::1/128'],
    ['2001:db8:7:ffff:0:0:0:1/49', '2001:db8:7:8000::/49', '2001:db8:7:ffff:0:0:0:1/128'],
    ['2001:db8::192.0.2.33/124', '2001:db8::c000:220/124', '2001:db8::192.0.2.33/128'],
  ])('are not %s: %s is meant, or %s', (cidr, network, single) => {
    const [problem, ...others] = allowlistProblems({ entries: [matching({ sourceCidr: cidr })] });

    expect(others).toEqual([]);
    expect(problem?.problem).toBe('is a source IP in the network, not the network itself');
    expect(problem?.fix).toBe(
      `Write ${network} for the network, or ${single} for the single address.`,
    );
    expect(entryProblemTexts(matching({ sourceCidr: [network, single] }))).toEqual([]);
  });

  it.each(['203.0.113.7/32', '203.0.112.0/22', '2001:db8::/32', '2001:db8::7/128'])(
    'are %s',
    (cidr) => {
      expect(entryProblemTexts(matching({ sourceCidr: cidr }))).toEqual([]);
    },
  );
});

describe('the name of an entry', () => {
  it.each<[string, unknown, string]>([
    ['its id', 'ci-scanner', 'entries.0 (id ci-scanner).ticket'],
    ['what stands for its id', 'CI scanner', 'entries.0 (id CI scanner).ticket'],
    ['its position alone, where it has no id', undefined, 'entries.0.ticket'],
    ['its position alone, where its id is no text', 7, 'entries.0.ticket'],
  ])('is %s', (_what, id, key) => {
    const keys = allowlistProblems({ entries: [rawEntry({ id, ticket: undefined })] }).map(
      (problem) => problem.key,
    );

    expect(keys).toContain(`allowlist.json: ${key}`);
  });

  it.each(HOSTILE_TEXTS)('is safe to show: %s', (_name, id) => {
    const problems = allowlistProblems({ entries: [rawEntry({ id, ticket: undefined })] });

    expect(problems.length).toBeGreaterThan(0);
    for (const { key } of problems) {
      expect(key).toContain('allowlist.json: entries.0');
      expect(key).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);
      expect(key.length).toBeLessThan(200);
    }
  });
});

describe('entries that contradict', () => {
  const problems = (...entries: object[]) =>
    allowlistProblems({ entries }).map(({ key, problem }) => `${key} ${problem}`);

  it('have one id', () => {
    expect(problems(rawEntry(), matching({ roleName: 'Inventory' }))).toEqual([
      'allowlist.json: entries.1 (id nightly-inventory).id is also the id of entries.0',
    ]);
  });

  it.each([
    ['other ceilings', { ceilings: { regions: 1, calls: 1, addresses: 1 } }],
    ['another expiry', { expires: '2026-10-01' }],
    ['another ticket', { ticket: 'SEC-2' }],
  ])('have one match and %s', (_what, overrides) => {
    expect(problems(rawEntry(), rawEntry({ id: 'b', ...overrides }))).toEqual([
      'allowlist.json: entries.1 (id b).match is also the match of entries.0, so the two contradict each other',
    ]);
  });

  it('have one match, however it is written', () => {
    expect(
      problems(
        matching({ roleName: 'Inventory', sourceCidr: ['2001:db8:A::/48', '203.0.113.0/28'] }),
        rawEntry({
          id: 'b',
          match: {
            sourceCidr: ['203.0.113.0/28', '2001:db8:a::/48', '203.0.113.0/28'],
            roleName: 'Inventory',
          },
        }),
      ),
    ).toHaveLength(1);
  });

  it('do not differ in their match', () => {
    expect(
      problems(
        matching({ roleName: 'Inventory' }),
        rawEntry({ id: 'b', match: { roleName: 'Inventory', rule: 'get-service-quota' } }),
        rawEntry({ id: 'c', match: { roleName: 'inventory' } }),
      ),
    ).toEqual([]);
  });
});
