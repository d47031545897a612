import type { Finding } from '../../src/detection/finding';
import type { Notification } from '../../src/detection/notification';
import { renderAthenaQuery } from '../../src/notification/athena-query';
import { renderLakeQuery } from '../../src/notification/cloudtrail-lake-query';
import { HEADINGS } from '../../src/notification/email-text';
import { type ReadyQuery, renderLookupCommand } from '../../src/notification/lookup-command';
import type { NotificationMessage } from '../../src/notification/message';
import { MARK } from './hostile-texts';

function expectSafeSubject(subject: string): void {
  expect(subject).toMatch(
    /^\[RegionSweep\] ((ESCALATED TO |CLOSED )?(INFORMATIONAL|LOW|MEDIUM|HIGH|CRITICAL)): (DescribeInstances|GetServiceQuota) in \d+\+? regions( within \d+ (s|min|h|d))?, (account \d{12}|unknown account)$/,
  );
  expect(subject.length).toBeLessThan(100);
}

/** The first paragraph and the headings are ours; all other lines are indented, so none can pass for a heading. */
function expectSafeEmail(email: string, { kind }: Notification): void {
  const lines = email.split('\n');
  const summary = lines.slice(0, lines.indexOf(''));
  const unindented = lines.slice(summary.length).filter((line) => /^[^ ]/.test(line));

  expect(summary.join(' ')).toMatch(
    /^(The severity rose from \w+ to \w+\. |The sweep is over; this sums it up\. )?One (principal|role) of (an unknown account|account \d{12}) called \w+ in (at least )?\d+ regions within \d+ \w+, on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/,
  );
  expect(unindented).toEqual(kind === 'opened' ? HEADINGS.slice(1) : HEADINGS);
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
  return text
    .split('`')
    .filter((_, index) => index % 2 === 0)
    .join(' ');
}

const hasOpenSpan = (text: string): boolean => text.split('`').length % 2 === 0;

/** What no text for a chat may hold, by what it would be. */
const CHAT_FAULTS: Readonly<Record<string, (text: string) => boolean>> = {
  'mark-up': (text) => /[<>]/.test(text),
  'an entity of another': (text) => /&(?!amp;|lt;|gt;)/.test(text),
  'a mention': (text) => /@(here|channel|everyone)/i.test(text),
  unprintable: (text) => !/^[\x20-\x7e…•\n]*$/.test(text),
  'an open span': (text) => text.split('\n').some(hasOpenSpan) || hasOpenSpan(text),
};

function expectSafeChat(https: string): void {
  const chat = JSON.parse(https) as {
    content: { description: string; title: string };
    metadata: { relatedResources: string[] };
  };
  const texts = [...textsIn(chat)];
  // One expectation for all texts: tests look at millions of them.
  const faults = texts.flatMap((text) =>
    Object.entries(CHAT_FAULTS)
      .filter(([, isFaulty]) => isFaulty(text))
      .map(([fault]) => `${fault}: ${text}`),
  );
  const shown = texts.filter((text) => !chat.metadata.relatedResources.includes(text));

  expect(faults).toEqual([]);
  expect(shown.filter((text) => outsideSpans(text).includes(MARK))).toEqual([]);
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
function expectSafeQuery({ lines }: ReadyQuery, table: string): void {
  const sql = lines.join('\n');
  const skeleton = sql.replace(/'(?:[^']|'')*'/g, '?');

  expect(skeleton.replace(table, 'TABLE')).toMatch(
    /^SELECT [a-z,.\s]+\nFROM TABLE\nWHERE (?:[\w.(), ]+ = \?\n {2}AND )+eventtime >= \?\n {2}AND eventtime < \?\nORDER BY eventtime;$/,
  );
  expect(sql).not.toContain('\\');
}

/** Expects of the message of a notification that no text in it, whoever wrote it, is taken for anything else than text. */
export function expectHarmlessMessage(
  notification: Notification,
  { subject, bodies, attributes }: Pick<NotificationMessage, 'subject' | 'bodies' | 'attributes'>,
): void {
  const { finding } = notification;
  expectSafeSubject(subject);
  expectSafeEmail(bodies.email, notification);
  expectSafeChat(bodies.https);
  expectSafeCommand(finding);
  expectSafeQuery(renderAthenaQuery(finding), 'cloudtrail_logs');
  expectSafeQuery(renderLakeQuery(finding), 'EVENT_DATA_STORE_ID');
  expect(JSON.parse(bodies.default)).toMatchObject({ id: finding.id, status: 'open' });
  const { cause, ...words } = attributes;
  expect(Object.values(words).every((value) => /^[\w-]{1,64}$/.test(value))).toBe(true);
  // Numbers and words of ours.
  expect(cause).toMatch(/^[\w\-{}[\]":,]{1,1000}$/);
}

/** What SNS takes, all bodies together. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_MESSAGE_BYTES = 256 * 1024;

/** Expects that SNS takes a message with these bodies. */
export function expectFitsSns(bodies: NotificationMessage['bodies']): void {
  expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThan(MAX_MESSAGE_BYTES);
}
