import { gatherAlerts, type HeldAlert } from '../../src/detection/gathered-alerts';
import {
  noticeOfEvent,
  type OperatorsNotice,
  type Tampering,
} from '../../src/detection/operators-notice';
import { TAMPERING_CALLS } from '../../src/detection/rules/tampering';
import { renderGathered } from '../../src/notification/gathered-message';
import type { Message } from '../../src/notification/message';
import { renderOperatorsNotice } from '../../src/notification/operators-message';
import { HOSTILE_TEXTS, MARK } from '../support/hostile-texts';

const RUNBOOK = 'https://example.org/operations.md';
const START = Date.UTC(2026, 2, 17, 12, 0, 0) / 1000;

const STOPPED: Tampering = {
  kind: 'tampering',
  id: 'e',
  account: '444455556666',
  region: 'us-east-1',
  time: '2026-03-17T12:00:00Z',
  eventName: 'StopLogging',
  caller: 'arn:aws:sts::444455556666:assumed-role/Admin/eve',
  sourceIp: '198.51.100.7',
  target: 'arn:aws:cloudtrail:us-east-1:444455556666:trail/main',
};

function chatOf({ bodies }: Message) {
  return JSON.parse(bodies.https ?? '').content as {
    title: string;
    description: string;
    nextSteps: string[];
  };
}

/** What a caller chose must not format, mention, link or begin a line, and must not be in a subject. */
function expectSafe(message: Message): void {
  const { subject, bodies } = message;
  const { title, description, nextSteps } = chatOf(message);
  expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  expect(`${subject} ${title}`).not.toContain(MARK);
  for (const text of [description, ...nextSteps]) {
    const outside = text.split('`').filter((_, index) => index % 2 === 0);
    expect(text.split('`').length % 2).toBe(1);
    expect(outside.join(' ')).not.toContain(MARK);
    expect(text).not.toMatch(/[<>]|@(here|channel|everyone)|https:\/\/e\.vil/i);
  }
  const unindented = bodies.email?.split('\n').filter((line) => /^[^ ]/.test(line)) ?? [];
  expect(unindented.join('\n')).not.toContain(MARK);
  expect(bodies.email).toMatch(/^[\x20-\x7e…\n]*$/);
  expect(bodies.email).not.toMatch(/https:\/\/e\.vil|www\.e\.vil/);
  expect(JSON.stringify(bodies).length).toBeLessThan(100_000);
}

describe('a notice of tampering', () => {
  it('says what happened, who did it, where and when, and what to do first', () => {
    const message = renderOperatorsNotice(STOPPED, RUNBOOK);

    expect(message.subject).toBe(
      '[RegionSweep] TAMPERING: StopLogging in us-east-1, account 444455556666',
    );
    expect(message.bodies.email).toBe(
      `TAMPERING: StopLogging in us-east-1, account 444455556666

WHAT IT MEANS
  RegionSweep sees only calls that a trail logs. Unless another trail logs the
  same management events, it is blind in every region and account of this
  trail.

WHAT HAPPENED
  Caller       arn:aws:sts::444455556666:assumed-role/Admin/eve
  Call         StopLogging
  Trail        arn:aws:cloudtrail:us-east-1:444455556666:trail/main
  Account      444455556666
  Region       us-east-1
  Time         2026-03-17 12:00:00 UTC
  Source IP    198.51.100.7

WHAT TO DO NOW
  Ask the caller whether this was planned. If nobody can account for it, undo
  it and revoke the access of the caller.
  aws cloudtrail start-logging --region us-east-1 --name arn:aws:cloudtrail:us-east-1:444455556666:trail/main
  https://example.org/operations.md#tampering
`,
    );
    expect(JSON.parse(message.bodies.default)).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown' },
    });
    expectSafe(message);
  });

  it('has a subject that SNS accepts, however long the names are', () => {
    const [account, region, eventName] = ['1', 'r', 'E'].map((letter) => letter.repeat(32));

    expectSafe(
      renderOperatorsNotice(
        { ...STOPPED, account, region, eventName, errorCode: 'x' } as Tampering,
        RUNBOOK,
      ),
    );
  });

  it('says of a call that failed that somebody tried it, and asks for no repair', () => {
    const { subject, bodies } = renderOperatorsNotice(
      { ...STOPPED, errorCode: 'AccessDenied' },
      RUNBOOK,
    );

    expect(subject).toContain('TAMPERING: tried to call StopLogging in');
    expect(bodies.email).toContain('Failed with  AccessDenied\n');
    expect(bodies.email).not.toContain('start-logging');
  });

  it.each([
    [
      'DisableRule',
      'RegionSweep-x',
      'aws events enable-rule --region us-east-1 --name RegionSweep-x --event-bus-name regionsweep',
    ],
    [
      'RemoveTargets',
      'RegionSweep-x',
      'aws events list-targets-by-rule --region us-east-1 --rule RegionSweep-x --event-bus-name regionsweep',
    ],
    ['DisableRule', '$(reboot)', 'aws events list-rules --region us-east-1'],
  ])('gives the first command for %s of %s', (eventName, target, command) => {
    const notice = { ...STOPPED, eventName, target, bus: 'regionsweep' };

    expect(renderOperatorsNotice(notice, RUNBOOK).bodies.email).toContain(`  ${command}\n`);
  });

  it.each(HOSTILE_TEXTS)('is safe whatever the caller chose: %s', (_, text) => {
    for (const eventName of TAMPERING_CALLS) {
      for (const errorCode of [undefined, text]) {
        const event = {
          id: text,
          'detail-type': 'AWS API Call via CloudTrail',
          account: '444455556666',
          region: 'us-east-1',
          time: '2026-03-17T12:00:00Z',
          detail: {
            eventName,
            errorCode,
            sourceIPAddress: text,
            userIdentity: { type: text, arn: text },
            requestParameters: { name: text, rule: text, trailName: text, eventBusName: text },
          },
        };
        expectSafe(renderOperatorsNotice(noticeOfEvent(event), RUNBOOK));
      }
    }
  });
});

describe('the notice of an event', () => {
  it('takes the target from the parameter of the call', () => {
    const targetOf = (requestParameters: object | null) => {
      const notice = noticeOfEvent({
        'detail-type': 'AWS API Call via CloudTrail',
        detail: { eventName: 'x', requestParameters },
      });
      return notice.kind === 'tampering' ? notice.target : 'none';
    };

    expect(targetOf({ name: 'trail' })).toBe('trail');
    expect(targetOf({ trailName: 'trail' })).toBe('trail');
    expect(targetOf({ rule: 'rule', ids: ['1'] })).toBe('rule');
    expect(targetOf(null)).toBeUndefined();
  });

  it.each([{}, { detail: null }, { detail: { userIdentity: [] }, account: 7 }])(
    'never fails: %j',
    (event) => {
      const notices = [
        noticeOfEvent(event),
        noticeOfEvent({ ...event, 'detail-type': 'AWS API Call via CloudTrail' }),
      ];

      for (const notice of notices) {
        expectSafe(renderOperatorsNotice(notice, RUNBOOK));
      }
    },
  );
});

describe('the notice of a failing forwarder', () => {
  const notice: OperatorsNotice = {
    kind: 'forwarder-alarm',
    id: 'e',
    account: '444455556666',
    region: 'ap-northeast-1',
    time: '2026-03-17T12:00:00Z',
  };

  it('names the account and the region, without text that its owner can write', () => {
    const message = renderOperatorsNotice(notice, RUNBOOK);

    expect(message.subject).toBe(
      '[RegionSweep] The forwarder in ap-northeast-1, account 444455556666, is failing',
    );
    expect(message.bodies.email).toContain('https://example.org/operations.md#dead-letters');
    expect(chatOf(message).description).toContain('*Region:* `ap-northeast-1`');
    expectSafe(message);
  });
});

describe('a summary of notices', () => {
  it('says how many there are, of what kind and of which accounts', () => {
    const message = renderOperatorsNotice(
      {
        kind: 'gathered',
        total: 1200,
        tamperingCount: 3,
        doneCount: 2,
        start: '2026-03-17T12:00:00Z',
        end: '2026-03-17T12:05:00Z',
        accounts: [{ account: '444455556666', count: 900 }],
        accountCount: 4,
      },
      RUNBOOK,
    );

    expect(message.subject).toBe(
      '[RegionSweep] GATHERED: 1200 more notices, 2026-03-17 12:00:00 UTC',
    );
    expect(message.bodies.email).toContain('3 about tampering, 1197 about');
    expect(message.bodies.email).toContain('2 calls succeeded: RegionSweep may be blind');
    expect(message.bodies.email).toContain('and 3 more');
    expectSafe(message);
  });
});

describe('a summary of alerts', () => {
  const held = (count: number, overrides: Partial<HeldAlert> = {}): HeldAlert[] =>
    Array.from({ length: count }, (_, index) => ({
      severity: 'low',
      identity: 'arn:aws:iam::111122223333:role/Admin',
      incidentId: `incident-${index}`,
      ...overrides,
    }));

  const gathered = (alerts: readonly HeldAlert[], ...period: [number, number]) =>
    ({ why: 'bound', ...gatherAlerts(alerts, ...period) }) as const;

  it('says how many alerts there are, of which severity and identity, and how to read them', () => {
    const message = renderGathered(
      gathered([...held(3), ...held(1, { severity: 'high', incidentId: 'worst' })], START, 300),
    );

    expect(message.subject).toBe(
      '[RegionSweep] GATHERED: 4 more alerts of 1 identity, 2026-03-17 12:00:00 UTC',
    );
    expect(message.attributes).toEqual({ kind: 'gathered', severity: 'high' });
    expect(message.bodies.email).toContain('Severity     1 high, 3 low\n');
    expect(message.bodies.email).toContain(
      '     4  high           arn:aws:iam::111122223333:role/Admin\n',
    );
    expect(message.bodies.email).toContain('filter ispresent(heldBack)');
    expect(message.bodies.email).toContain('INCIDENTS\n  worst\n');
    expect(JSON.parse(message.bodies.default)).toEqual({
      kind: 'gathered',
      why: 'bound',
      total: 4,
      start: '2026-03-17T12:00:00Z',
      end: '2026-03-17T12:05:00Z',
      bySeverity: [
        { severity: 'high', count: 1 },
        { severity: 'low', count: 3 },
      ],
      identities: [
        { identity: 'arn:aws:iam::111122223333:role/Admin', count: 4, severity: 'high' },
      ],
      identityCount: 1,
      incidentIds: ['worst', 'incident-0', 'incident-1', 'incident-2'],
      incidentCount: 4,
    });
    expectSafe(message);
  });

  it('says why there were no alerts about old incidents', () => {
    const message = renderGathered({ why: 'old', ...gatherAlerts(held(12), START, 3600) });

    expect(message.subject).toBe(
      '[RegionSweep] GATHERED: 12 alerts about old activity of 1 identity, 2026-03-17 12:00:00 UTC',
    );
    expect(message.bodies.email).toContain('a backfill');
    expectSafe(message);
  });

  it('names the identity of a high alert, however many low ones others have', () => {
    const decoys = Array.from({ length: 12 }, (_, index) =>
      held(50, { identity: `arn:aws:iam::111122223333:role/decoy-${index}` }),
    ).flat();
    const hidden = 'arn:aws:iam::111122223333:role/Admin';

    const message = renderGathered(
      gathered([...decoys, ...held(2), ...held(1, { severity: 'high' })], START, 300),
    );

    expect(message.bodies.email).toMatch(/SEVERITY\n {7}3 {2}high {11}arn\S+role\/Admin\n/);
    expect(chatOf(message).description).toContain(`\n• 3 of \`${hidden}\`, up to high\n`);
    expectSafe(message);
  });

  it('stays short, whatever was held back', () => {
    const many = Array.from({ length: 30_000 }, (_, index) =>
      held(1, { identity: `arn:role/${'x'.repeat(400)}${index}`, incidentId: `${index}` }),
    ).flat();

    const message = renderGathered(gathered(many, START, 300));

    expect(message.subject).toBe(
      '[RegionSweep] GATHERED: 30000 more alerts of 30000 identities, 2026-03-17 12:00:00 UTC',
    );
    expect(message.bodies.email).toContain('and 29990 more identities');
    expect(message.bodies.email).toContain('and 29980 more incidents');
    expectSafe(message);
  });

  it.each(HOSTILE_TEXTS)('is safe whatever identities are called: %s', (_, text) => {
    expectSafe(renderGathered(gathered(held(2, { identity: text.slice(0, 5000) }), START, 300)));
  });
});
