import { isCovered } from '../src/detection/finding';
import { type Incident, leadOf } from '../src/detection/incident/incident';
import { SEVERITIES } from '../src/detection/rules/rule';
import { ARCHIVE_TOPIC_ARN } from './deployed-functions';
import type { TopicMessage } from './local-topic';
import type { PlayedTrail } from './play-trail';

/** Lines shown of a message: of one that follows an earlier one, and of the first. */
const EXCERPT_LINES = 8;
const MAX_EMAIL_LINES = 70;

const NEXT = [
  'npm start -- --all prints every message whole.',
  'Now your own trail: download some days of its log files, or name the S3 bucket.',
  '  npm run --silent regionsweep -- replay ./AWSLogs',
].join('\n');

/** A table of the incidents, then one message of each kind. */
export function renderHighlights(played: PlayedTrail): string {
  const { messages } = played;
  const alerts = messages.filter((message) => !isArchived(message));
  const opened = alerts.filter(({ attributes }) => attributes['kind'] === 'opened');
  const [worst] = opened.toSorted((a, b) => incidentOf(b).score - incidentOf(a).score);
  const lifted = opened.find(({ attributes }) => 'from' in JSON.parse(attributes['cause'] ?? '{}'));
  const alertOf = (kind: string) => alerts.find(({ attributes }) => attributes['kind'] === kind);
  const covered = messages.find(
    (message) => isArchived(message) && isCovered(leadOf(incidentOf(message))),
  );
  return [
    renderTable(played),
    section('The most severe new incident, as e-mail', worst && emailOf(worst, MAX_EMAIL_LINES)),
    section('The same alert, in Slack', worst && slackOf(worst)),
    section('An escalation: a second rule raises the severity', excerptOf(alertOf('escalated'))),
    section('From the archive to people: beyond its allow-list entry', excerptOf(lifted)),
    section('The last alert of an incident, when it is over', excerptOf(alertOf('closed'))),
    section('No alert: the allow-list covers this incident', covered && coveredText(covered)),
    `${NEXT}\n`,
  ].join('\n');
}

/** Every message whole, as each kind of subscriber gets it. */
export function renderAll(played: PlayedTrail): string {
  const { messages } = played;
  const texts = messages.map((message, index) => {
    const topic = isArchived(message) ? 'to the archive' : 'to people';
    const filters = Object.entries(message.attributes).map(([name, value]) => `${name}=${value}`);
    return [
      section(`Notification ${index + 1} of ${messages.length}, ${topic}`, emailOf(message)),
      section('Slack', slackOf(message)),
      section('SQS, Lambda, Firehose', message.bodies['default']),
      section('Attributes for subscription filters', filters.join('\n')),
    ].join('\n');
  });
  return [renderTable(played), ...texts].join('\n');
}

/** The incidents, the most severe first, each as its last message shows it. */
function renderTable({ records, calls, watchedCalls, messages }: PlayedTrail): string {
  const incidents = new Map(messages.map(incidentOf).map((incident) => [incident.id, incident]));
  const rows = [...incidents.values()]
    .toSorted((a, b) => rank(b) - rank(a) || b.score - a.score)
    .map((incident) => {
      const { id, severity, totals, identity } = incident;
      const sent = messages.filter(
        (message) => incidentOf(message).id === id && !isArchived(message),
      );
      const kinds = sent.map(({ attributes }) => attributes['kind']).join(', ');
      return [
        severity.toUpperCase(),
        String(totals.sweeps),
        String(totals.regions),
        leadOf(incident).rule.id,
        kinds === '' ? 'none' : kinds,
        identity.key,
      ];
    });
  return [
    `The sample trail holds ${records} records of one day; ${calls} of them are calls that a rule looks for, and ${watchedCalls} are watched calls.`,
    `The functions that RegionSweep deploys ran here on these records and found ${rows.length} incidents. As last reported:`,
    '',
    ...alignedLines([['SEVERITY', 'SWEEPS', 'REGIONS', 'RULE', 'ALERTS', 'IDENTITY'], ...rows]),
    '',
  ].join('\n');
}

function alignedLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function section(title: string, text: string | undefined): string {
  return `${`--- ${title} `.padEnd(78, '-')}\n${text ?? 'There is none.'}\n`;
}

function emailOf({ subject, bodies }: TopicMessage, maxLines = Number.POSITIVE_INFINITY): string {
  return `Subject: ${subject}\n\n${firstLines(bodies['email'] ?? '', maxLines)}`;
}

function excerptOf(message: TopicMessage | undefined): string | undefined {
  return message && emailOf(message, EXCERPT_LINES);
}

function firstLines(text: string, count: number): string {
  const lines = text.trimEnd().split('\n');
  const rest = lines.length - count;
  return rest > 0
    ? [...lines.slice(0, count), `[… ${rest} more lines]`].join('\n')
    : lines.join('\n');
}

function slackOf({ bodies }: TopicMessage): string {
  const { content } = JSON.parse(bodies['https'] ?? '{}') as {
    readonly content: {
      readonly title: string;
      readonly description: string;
      readonly nextSteps: readonly string[];
    };
  };
  const steps = content.nextSteps.map((step, index) => `${index + 1}. ${step}`);
  return [content.title, content.description, ...steps].join('\n');
}

function coveredText(message: TopicMessage): string {
  const { allowlist } = leadOf(incidentOf(message));
  return `${message.subject}\nEntry "${allowlist?.entryId}" of the allow-list covers it (${allowlist?.ticket}). Only the archive gets it.`;
}

function isArchived({ topicArn }: TopicMessage): boolean {
  return topicArn === ARCHIVE_TOPIC_ARN;
}

function incidentOf({ bodies }: TopicMessage): Incident {
  return JSON.parse(bodies['default'] ?? '{}') as Incident;
}

function rank({ severity }: Incident): number {
  return SEVERITIES.indexOf(severity);
}
