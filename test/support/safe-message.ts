import type { Finding } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import type { IncidentChange } from '../../src/detection/notification';
import { renderInsightsQuery } from '../../src/notification/insights-query';
import { renderLookupCommand } from '../../src/notification/lookup-command';
import type { NotificationMessage } from '../../src/notification/message';
import type { ReadyQuery } from '../../src/notification/principal-query';
import { renderAthenaQuery, renderLakeQuery } from '../../src/notification/sql-query';
import { MARK } from './hostile-texts';

/** What may stand for a principal in a subject: never a name that only a caller chooses. Long names lose their middle. */
const LABEL =
  /(?:role\/|user\/|permission set )[\w+=,.@/*[\]-]+|root user|(?:access key )?[A-Z0-9]{16,128}|source IP [0-9a-fA-F.:]+|[a-z0-9-]+\.amazonaws\.com|one (?:access key|source IP|role|federated user|Identity Center user|user|unattributed caller|principal)|[\w+=,.@/*[\] -]+\.\.[\w+=,.@/*[\] -]+/
    .source;
const KIND = '(?:ESCALATED TO |UPDATED |CLOSED )?(?:INFORMATIONAL|LOW|MEDIUM|HIGH|CRITICAL)';
const SUBJECT = new RegExp(
  `^\\[RegionSweep\\] ${KIND}: (?:${LABEL}) @(?:\\d{12}|unknown), (?:DescribeInstances|GetServiceQuota) in \\d+\\+? regions?(?: within \\d+ (?:s|min|h|d))?$`,
);
const FIRST_LINE = new RegExp(`^${KIND} \\(\\d+/100\\): .+$`);

function expectSafeSubject(subject: string): void {
  expect(subject).toMatch(SUBJECT);
  expect(subject.length).toBeLessThan(100);
  expect(subject).not.toContain(MARK);
}

/** The headings of an e-mail; the first and the ones in brackets only where there is something below them. */
const HEADINGS =
  /^(WHAT CHANGED\n)?WHY IT (LOOKS HOSTILE|IS RATED [A-Z]+)\nWHAT SPEAKS AGAINST AN ATTACK\n(ALSO NOTE\n)?WHAT TO DO NOW\n(TIMELINE\n)?EVIDENCE\nREADY QUERIES\nREGIONS\nREFERENCES$/;

/** The head and the headings are ours; all other lines are indented, so none can pass for a heading. */
function expectSafeEmail(email: string, change: IncidentChange): void {
  const lines = email.split('\n');
  const head = lines.slice(0, lines.indexOf(''));
  const unindented = lines.slice(head.length).filter((line) => /^[^ ]/.test(line));

  expect(head).toEqual([
    expect.stringMatching(FIRST_LINE),
    expect.stringMatching(
      /^called \w+ in (at least )?\d+ (of \d+ )?regions? within \d+ \w+ \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)\.$/,
    ),
  ]);
  expect(unindented.join('\n')).toMatch(HEADINGS);
  const isFirst = change.kind === 'opened' && change.from === undefined;
  expect(unindented.includes('WHAT CHANGED')).toBe(!isFirst);
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
  unprintable: (text) => !/^[\x20-\x7e…•×\n]*$/.test(text),
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

  expect(regions?.split(' ').every((region) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(region))).toBe(
    true,
  );
  expect(skeleton.join('\n')).toMatch(
    /^do\n( {2}for event in [\w \\\n]+\n {2}do\n)? +aws cloudtrail lookup-events --region "\$region" \\\n +--start-time [\dT:Z-]{20} \\\n +--lookup-attributes AttributeKey=(AccessKeyId,AttributeValue=\w{1,128}|EventName,AttributeValue="\$event") \\\n +--query "Events\[\]\.\['\$region',EventTime,EventName,EventSource,Username\]" \\\n +--output text\n( {2}done\n)?done$/,
  );
}

/** With its literals taken out, the query is one of ours. */
function expectSafeSql(query: ReadyQuery | undefined, table: string): void {
  const sql = query?.lines.join('\n') ?? '';
  const skeleton = sql.replace(/'(?:[^']|'')*'/g, '?');

  expect(skeleton.replace(table, 'TABLE')).toMatch(
    /^SELECT [a-z,.\s]+\nFROM TABLE\nWHERE (?:[\w.(), ]+ = \?\n {2}AND )+eventtime >= \?\nORDER BY eventtime;$/,
  );
  expect(sql).not.toContain('\\');
}

function expectSafeInsights({ lines }: ReadyQuery): void {
  const query = lines.join('\n');
  const skeleton = query.replace(/"[^"]*"/g, '?');

  expect(skeleton).toMatch(
    /^fields [a-zA-Z,.\s]+\n(?:\| filter [\w.(), ]+ = \?\n)+\| sort @timestamp asc\n\| limit 10000$/,
  );
  expect(query).not.toContain('\\');
}

const EVENT_DATA_STORE = '01234567-89ab-cdef-0123-456789abcdef';

/** Expects that no text in the message of a notification, whoever wrote it, can be taken for anything but text. */
export function expectHarmlessMessage(
  change: IncidentChange,
  { subject, bodies, attributes }: Pick<NotificationMessage, 'subject' | 'bodies' | 'attributes'>,
): void {
  const { incident } = change;
  const finding = leadOf(incident);
  expectSafeSubject(subject);
  expectSafeEmail(bodies.email, change);
  expectSafeChat(bodies.https);
  expectSafeCommand(finding);
  expectSafeInsights(renderInsightsQuery(finding));
  expectSafeSql(renderAthenaQuery(finding), 'cloudtrail_logs');
  expectSafeSql(renderLakeQuery(finding, EVENT_DATA_STORE), EVENT_DATA_STORE);
  expect(JSON.parse(bodies.default)).toMatchObject({ id: incident.id, status: incident.status });
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
