import type { Finding } from '../detection/finding';
import { type Incident, leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { counted } from '../detection/severity/signal';
import { isWithoutSweep } from './aftermath';
import { changesOf } from './changes';
import { aroundTheSweep } from './chat-timeline';
import { codeSpan } from './escape';
import { accountIdOf, firstOf, onlyAccessKeyOf, techniqueIds } from './facts';
import { labelOf, renderHeadline } from './headline';
import { incidentSteps } from './next-steps';
import { principalTitle } from './principal-name';
import { harmlessSources, sentenceOf, signedPoints, verdictHeading, weighReasons } from './reasons';
import { followsNote, remarksOf } from './remarks';
import type { RenderOptions } from './render-options';
import { renderCalls, renderLead, renderSweep } from './summary';
import { isPlainArn } from './well-formed';

/**
 * Our own limits. Public users of the format cut titles at 250 and descriptions at 8,000 characters, and cite the page
 * below for it.
 */
const MAX_NAME = 240;
const MAX_WORD = 64;
const MAX_COMMAND = 600;
const MAX_IPS = 2;
const MAX_REASONS = 3;

/** Changes that a chat leaves to the e-mail. */
const EMAIL_CHANGES = ['Duration', 'Denied', 'Accounts', 'Actors', 'Watched'];

/**
 * A custom notification of Amazon Q Developer in chat applications: with the title and the next steps at most 15 lines,
 * so that it fits on the screen of a phone. Whatever a caller can choose stands in code spans of the description. All
 * notifications of an incident have the same `threadId`, which keeps them in one thread.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function renderChatNotification(change: IncidentChange, options: RenderOptions = {}) {
  const { incident, kind } = change;
  const lead = leadOf(incident);
  return {
    version: '1.0',
    source: 'custom',
    id: messageId(change),
    content: {
      textType: 'client-markdown',
      title: renderHeadline(change),
      description: describe(change, options),
      nextSteps: stepsOf(incident),
      keywords: [incident.severity, kind, lead.rule.id, ...techniqueIds(lead)],
    },
    metadata: {
      threadId: incident.id,
      summary: renderLead(change),
      // A custom action is bound to a type of letters, digits and hyphens:
      // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
      eventType: `RegionSweep-${lead.rule.id}`,
      relatedResources: relatedResources(lead),
      additionalContext: additionalContext(change),
    },
  };
}

/** Each message has its own ID, the same when it is sent again. */
function messageId(change: IncidentChange): string {
  const { id, severity, totals } = change.incident;
  switch (change.kind) {
    case 'opened':
      // After an opening in the archive, the one for people is a message of its own.
      return change.from === undefined ? id : `${id}-opened-${severity}`;
    case 'escalated':
      return `${id}-escalated-${severity}`;
    case 'updated':
      return `${id}-updated-${totals.actors}`;
    case 'closed':
      return `${id}-closed`;
  }
}

function describe(change: IncidentChange, options: RenderOptions): string {
  const { incident } = change;
  const lead = leadOf(incident);
  const who = principalTitle(lead.principal, (text) => codeSpan(text, MAX_NAME));
  return [
    `*${labelOf(change)} (${incident.score}/100):* ${who} ${deedOf(incident, options)}`,
    ...line('Changed', changed(change)),
    ...line('From', from(lead)),
    ...around(incident),
    ...whyLines(incident),
    ...line('Note', [...remarksOf(lead, codeSpan), ...followsNote(incident)].join(' ')),
    `*More:* the alert e-mail has all evidence and ready queries for incident ${codeSpan(incident.id, MAX_NAME)}.`,
  ].join('\n');
}

/** Calls after the sweep are on a line of their own. */
function deedOf(incident: Incident, options: RenderOptions): string {
  return isWithoutSweep(incident)
    ? renderCalls(incident, options)
    : `${renderSweep(leadOf(incident), options)}.`;
}

/** The changes that matter most, on one line. */
function changed(change: IncidentChange): string {
  return changesOf(change)
    .filter(({ label, text }) => !EMAIL_CHANGES.includes(label) && !text.endsWith('(unchanged)'))
    .map(({ label, text }) => (label === 'Severity' ? `severity ${text}` : text))
    .join('; ');
}

/** What happened before and after, on one line. */
function around(incident: Incident): string[] {
  const { before, after } = aroundTheSweep(incident);
  const parts = [...line('Before', before), ...line('Then', after)];
  return parts.length === 0 ? [] : [parts.join(' ')];
}

function line(label: string, text: string): string[] {
  return text === '' ? [] : [`*${label}:* ${text}`];
}

function from({ evidence }: Finding): string {
  const { values, more } = firstOf(evidence, 'sourceIps', MAX_IPS);
  const ips = values.map((ip) => codeSpan(ip, MAX_WORD)).join(', ');
  const [accessKeyId, ...others] = evidence.accessKeyIds;
  return [
    ...(ips === '' ? [] : [ips]),
    ...(ips === '' || more === undefined ? [] : [more]),
    ...(accessKeyId === undefined || others.length > 0
      ? []
      : [`with access key ${codeSpan(accessKeyId, MAX_WORD)}`]),
  ].join(' ');
}

/** The reasons that weigh most, and in one line what speaks against an attack. */
function whyLines(incident: Incident): string[] {
  const { hostile, harmless } = weighReasons(incident);
  const room = around(incident).length === 0 ? MAX_REASONS : MAX_REASONS - 1;
  const others = hostile.slice(room);
  const sum = others.reduce((total, { points }) => total + points, 0);
  const against = [...harmless.map(sentenceOf), harmlessSources(incident)].join(' ');
  return [
    `*${sentenceCase(verdictHeading(incident))}:*`,
    ...hostile
      .slice(0, room)
      .map(({ points, sentence }) => `• ${signedPoints(points)} ${sentence}`),
    ...(others.length > 0
      ? [`• ${signedPoints(sum)} from ${counted(others.length, 'more reason')}`]
      : []),
    ...line('Against an attack', against),
  ];
}

function sentenceCase(heading: string): string {
  return `${heading.charAt(0)}${heading.slice(1).toLowerCase()}`;
}

/** Two steps, each on one line: whom to ask and how to stop them; after a watched call, how to stop them and undo it. */
function stepsOf(incident: Incident): string[] {
  const [ask, , contain, undo] = incidentSteps(incident, codeSpan);
  return (undo === undefined ? [ask, contain] : [contain, undo]).map(({ text, commands }) =>
    [text, ...commands.slice(0, 1).map((command) => codeSpan(command, MAX_COMMAND))].join(' '),
  );
}

/** Only what cannot be mistaken for markdown: the chat decides how it shows this list. */
function relatedResources({ principal }: Finding): string[] {
  const arns = new Set([principal.arn, principal.roleArn].filter((arn) => arn !== undefined));
  return [...arns].filter(isPlainArn);
}

/** Only well-formed values, because custom actions can put them into commands. */
function additionalContext({ kind, incident }: IncidentChange): Record<string, string> {
  const finding = leadOf(incident);
  const accountId = accountIdOf(finding);
  const accessKeyId = onlyAccessKeyOf(finding);
  return {
    incidentId: incident.id,
    findingId: finding.id,
    kind,
    ruleId: finding.rule.id,
    severity: incident.severity,
    score: String(incident.score),
    regionCount: String(finding.evidence.regionCount),
    callCount: String(finding.evidence.callCount),
    windowStart: finding.window.start,
    windowEnd: finding.window.end,
    ...(accountId !== undefined && { accountId }),
    ...(accessKeyId !== undefined && { accessKeyId }),
  };
}
