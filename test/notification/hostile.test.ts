import * as fc from 'fast-check';
import type { Finding } from '../../src/detection/finding';
import { renderAthenaQuery } from '../../src/notification/athena-query';
import { HEADINGS } from '../../src/notification/email-text';
import { renderLookupCommand } from '../../src/notification/lookup-command';
import { renderMessage } from '../../src/notification/message';
import { findingOf, hostileSweep, longTermKeySweep } from '../support/findings';

const KINDS = ['arn', 'role', 'principalId', 'accessKey', 'identity'] as const;

/** It stands in every hostile text, to see where the text shows up. */
const MARK = 'zqz';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['CRLF', `${MARK}\r\n\r\nWHAT TO DO NEXT\r\n  1. Nothing.`],
  ['line feed', `${MARK}\nREFERENCE\nBcc: all@example.com`],
  ['line separators', `${MARK}\u2028WHO\u2029WHAT\u0085WHERE\u000bWHEN\u000c`],
  ['right-to-left override', `${MARK}\u202egnihtyna od\u202c \u2066x\u2069`],
  ['zero width', `${MARK}@\u200bhere <\u200b!channel>\ufeff`],
  ['terminal colours', `${MARK}\u001b[2J\u001b[31mred\u009b0m`],
  ['Slack mentions', `${MARK} <!channel> <!here> <@U12345> <!subteam^S1> @here @channel @everyone`],
  ['Slack links', `${MARK} <https://e.vil|AWS console> https://e.vil www.e.vil`],
  ['Slack mark-up', `${MARK} *bold* _it_ ~gone~ > quote\n\u2022 item :rotating_light:`],
  ['Teams mentions', `${MARK} <at>everyone</at> [click](https://e.vil)`],
  ['backticks', `${MARK}\` *out* \`\`\` <!channel> \``],
  ['entities', `${MARK} &lt;!channel&gt; &amp;#60;`],
  ['SQL quotes', `${MARK}' OR '1'='1'; DROP TABLE cloudtrail_logs; --`],
  ['SQL backslash', `${MARK}\\' OR 1=1 -- \\`],
  ['shell', `${MARK}$(rm -rf /)\`id\`;reboot|sh&&x "$HOME" > /tmp/x`],
  ['shell option', `--${MARK} --endpoint-url x`],
  ['format directives', `${MARK} %s %n \${HOME} {{x}} {0}`],
  ['1 MB', `${MARK}${'A'.repeat(1_000_000)}`],
  ['1 MB of blanks', `${MARK}${' '.repeat(1_000_000)}WHO`],
  ['1 MB of accents', `${MARK}${'\u0301'.repeat(500_000)}`],
  ['lone surrogates', `\ud800${MARK}\udc00\udbff`],
  ['NUL', `${MARK}\u0000\u0000x`],
  ['prototype', `__proto__`],
  ['constructor', 'constructor'],
  ['look-alikes', `${MARK} \u13d4\u041d\u041e \uff37\uff28\uff2f`],
  ['JSON', `${MARK}","status":"closed"}`],
  ['nothing', ' '],
];

/** The finding with `text` as it is, not cleaned by the core, in every field that is not ours. */
function forged(finding: Finding, next: () => string): Finding {
  const { principal, evidence } = finding;
  const renew = (values: readonly string[]): string[] => values.map(next);
  return {
    ...finding,
    principal: {
      kind: principal.kind,
      key: `${principal.kind}:${next()}`,
      arn: next(),
      type: next(),
      accountId: next(),
      roleArn: next(),
      sessionName: next(),
    },
    evidence: {
      ...evidence,
      regions: renew(evidence.regions),
      accountIds: renew(evidence.accountIds),
      accessKeyIds: renew(evidence.accessKeyIds),
      identityTypes: renew(evidence.identityTypes),
      sourceIps: renew(evidence.sourceIps),
      userAgents: renew(evidence.userAgents),
      errorCodes: renew(evidence.errorCodes),
      eventIds: renew(evidence.eventIds),
    },
  };
}

function expectSafeSubject(subject: string): void {
  expect(subject).toMatch(
    /^\[RegionSweep\] LOW: (DescribeInstances|GetServiceQuota) in \d+\+? regions within \d+ (s|min|h|d), (account \d{12}|unknown account)$/,
  );
  expect(subject.length).toBeLessThan(100);
}

/** The first paragraph and the headings are ours; all other lines are indented, so none can pass for a heading. */
function expectSafeEmail(email: string): void {
  const lines = email.split('\n');
  const summary = lines.slice(0, lines.indexOf(''));
  const unindented = lines.slice(summary.length).filter((line) => /^[^ ]/.test(line));

  expect(summary.join(' ')).toMatch(
    /^One (principal|role) of (an unknown account|account \d{12}) called \w+ in (at least )?\d+ regions within \d+ \w+, on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/,
  );
  expect(unindented).toEqual(HEADINGS);
  expect(email).toMatch(/^[\x20-\x7e…\n]*$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(900);
  expect(email).not.toMatch(/https:\/\/e\.vil|www\.e\.vil/);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) {
      yield* textsIn(member);
    }
  }
}

/** What a chat would format: everything that is not in a code span. */
function outsideSpans(text: string): string {
  const parts = text.split('`');

  expect(parts.length % 2).toBe(1);
  return parts.filter((_, index) => index % 2 === 0).join(' ');
}

function expectSafeChat(https: string): void {
  const chat = JSON.parse(https) as {
    content: { description: string; title: string };
    metadata: { relatedResources: string[] };
  };
  for (const text of textsIn(chat)) {
    expect(text).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(text).not.toMatch(/@(here|channel|everyone)/i);
    expect(text).toMatch(/^[\x20-\x7e…•\n]*$/);
    if (!chat.metadata.relatedResources.includes(text)) {
      expect(outsideSpans(text)).not.toContain(MARK);
    }
  }
  for (const line of chat.content.description.split('\n')) {
    outsideSpans(line);
  }
  expect(chat.content.title).not.toContain('`');
  expect(chat.content.description.length).toBeLessThan(5_000);
}

/** Nothing in the command but what we wrote, regions and a key. */
function expectSafeCommand(finding: Finding): void {
  const { lines } = renderLookupCommand(finding);
  const regions = /^for region in ([a-z0-9 -]*) do /.exec(
    lines.join(' ').replaceAll('\\', ' ').replace(/ +/g, ' '),
  )?.[1];
  const skeleton = lines.slice(lines.indexOf('do'));

  if (lines.length > 0) {
    expect(regions?.split(' ').every((region) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(region))).toBe(
      true,
    );
    expect(skeleton.join('\n')).toMatch(
      /^do\n {2}aws cloudtrail lookup-events --region "\$region" \\\n {4}--start-time [\dT:Z-]{20} --end-time [\dT:Z-]{20} \\\n {4}--lookup-attributes AttributeKey=(AccessKeyId|EventName),AttributeValue=\w{1,128} \\\n {4}--query 'Events\[\]\.\[EventTime,EventName,EventSource,Username\]' \\\n {4}--output text\ndone$/,
    );
  }
}

/** With its literals taken out, the query is one of ours. */
function expectSafeQuery(finding: Finding): void {
  const sql = renderAthenaQuery(finding).lines.join('\n');
  const skeleton = sql.replace(/'(?:[^']|'')*'/g, '?');

  expect(skeleton).toMatch(
    /^SELECT [a-z,.\s]+\nFROM cloudtrail_logs\nWHERE (?:[\w.(), ]+ = \?\n {2}AND )+eventtime >= \?\n {2}AND eventtime < \?\nORDER BY eventtime;$/,
  );
  expect(sql).not.toContain('\\');
}

function expectSafe(finding: Finding): void {
  const { subject, bodies, attributes } = renderMessage(finding);
  expectSafeSubject(subject);
  expectSafeEmail(bodies.email);
  expectSafeChat(bodies.https);
  expectSafeCommand(finding);
  expectSafeQuery(finding);
  expect(JSON.parse(bodies.default)).toMatchObject({ id: finding.id, status: 'open' });
  expect(Object.values(attributes).every((value) => /^[\w-]{1,64}$/.test(value))).toBe(true);
}

describe('hostile text', () => {
  describe.each(KINDS)('in a sweep by %s', (kind) => {
    it.each(HOSTILE)('is harmless: %s', (_, text) => {
      expectSafe(hostileSweep(text, kind));
    });
  });

  it.each(HOSTILE)('is harmless even if the core had not cleaned it: %s', (_, text) => {
    expectSafe(forged(longTermKeySweep(), () => text));
  });

  it.each(HOSTILE)('takes no more lines than harmless text: %s', (_, text) => {
    const wordy = (finding: Finding): number =>
      renderMessage(finding).bodies.email.split('\n\nWHERE')[0]?.split('\n').length ?? 0;

    // Same lists, harmless text. Regions are left out: a list of them wraps by length.
    expect(wordy(forged(findingOf(), () => text))).toBe(
      wordy(forged(findingOf(), () => 'harmless')),
    );
  });
});

/** Each run looks at some hundred texts. */
const RUNS = 60;

describe('any text', () => {
  const fragment = fc.oneof(
    fc.constantFrom(...HOSTILE.filter(([, text]) => text.length < 1000).map(([, text]) => text)),
    fc.constantFrom(
      "'",
      '"',
      '`',
      '\\',
      '<',
      '>',
      '&',
      '@here',
      '\r',
      '\n',
      '\u2028',
      '://',
      'www.',
      ' ',
    ),
    fc.constantFrom(
      'arn:aws:iam::111122223333:user/',
      'AKIAIOSFODNN7EXAMPLE',
      '111122223333',
      'eu-west-1',
    ),
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  );
  const text = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));

  it('is harmless in every field, whoever is the principal', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (hostile, kind) => {
        // Regions that are equal once cleaned are one; the sweep may then be none.
        expectSafe(hostileSweep(hostile, kind));
      }),
      { numRuns: RUNS },
    );
  });

  it('is harmless in every field even if the core had not cleaned it', () => {
    fc.assert(
      fc.property(fc.infiniteStream(text), fc.constantFrom(...KINDS), (texts, kind) => {
        const finding = longTermKeySweep();
        const principal = { ...finding.principal, kind };

        expectSafe(forged({ ...finding, principal }, () => texts.next().value));
      }),
      { numRuns: RUNS },
    );
  });
});
