import type { GatheredAlerts } from '../detection/gathered-alerts';
import { SEVERITIES } from '../detection/rules/rule';
import { counted } from '../detection/severity/signal';
import { ALERT_BOUND } from '../detection/subscriber-bounds';
import { codeSpan, shownText } from './escape';
import { formatTime } from './facts';
import type { Message } from './message';
import { INDENT, labelled, paragraph } from './text-layout';

const MAX_NAME = 200;
const MAX_ID = 128;
/** The chat shows fewer names, so that the message fits on the screen of a phone. */
const CHAT_IDENTITIES = 3;

const SEVERITY_WIDTH = Math.max(...SEVERITIES.map(({ length }) => length));

/** `kind` of the message, for subscription filters. */
const GATHERED_KIND = 'gathered';

const WHY_BOUND = `RegionSweep sends at most ${ALERT_BOUND.perIdentityAndHour} alerts per hour for one identity, and at most ${ALERT_BOUND.perHour} per hour and ${ALERT_BOUND.perSecond} per second for all. It held back the alerts above these limits: the archive topic has all of them. It never holds back critical alerts for longer than a few minutes.`;

const WHY_OLD =
  'The last activity of these incidents is longer ago than lateEventHours (24 h unless it is set): their calls came late, or a backfill brought them. RegionSweep sends no alerts about them, only this summary: the archive topic has all of them.';

const STEPS = [
  'If one identity stands out, look at all its incidents together: an attacker can open any number of them to hide one. Revoke its sessions or deactivate its keys, as the first alerts describe.',
  'Read the alerts that were held back: subscribe to the archive topic (ArchiveTopicArn), or run the query below on the log group of the detector (LogGroupName).',
];

const QUERY = 'fields @timestamp, severity, incidentId, identity | filter ispresent(heldBack)';

/** Renders a summary of held-back alerts for every kind of subscriber. Programs get the summary as JSON. */
export function renderGathered(alerts: GatheredAlerts): Message {
  const [highest] = alerts.bySeverity;
  return {
    subject: `[RegionSweep] ${headlineOf(alerts)}`,
    bodies: {
      default: JSON.stringify({ kind: GATHERED_KIND, ...alerts }),
      email: emailOf(alerts),
      https: JSON.stringify(chatOf(alerts)),
    },
    attributes: { kind: GATHERED_KIND, severity: highest?.severity ?? 'informational' },
  };
}

/** At most 85 characters, none of them a caller's. */
function headlineOf({ why, total, identityCount, start }: GatheredAlerts): string {
  const alerts =
    why === 'old' ? `${counted(total, 'alert')} about old activity` : counted(total, 'more alert');
  return `GATHERED: ${alerts} of ${identitiesInWords(identityCount)}, ${formatTime(start)}`;
}

function whyOf({ why }: GatheredAlerts): string {
  return why === 'old' ? WHY_OLD : WHY_BOUND;
}

function identitiesInWords(count: number): string {
  return count === 1 ? '1 identity' : `${count} identities`;
}

function severitiesInWords({ bySeverity }: GatheredAlerts): string {
  return bySeverity.map(({ severity, count }) => `${count} ${severity}`).join(', ');
}

function periodInWords({ start, end }: GatheredAlerts): string {
  return `from ${formatTime(start)} to ${formatTime(end)}`;
}

function emailOf(alerts: GatheredAlerts): string {
  const { identities, identityCount, incidentIds, incidentCount } = alerts;
  const lines = [
    headlineOf(alerts),
    `RegionSweep held back these alerts ${periodInWords(alerts)}.`,
    '',
    'HOW MANY',
    ...labelled('Severity', severitiesInWords(alerts)),
    '',
    'IDENTITIES, WITH THEIR ALERTS AND THE HIGHEST SEVERITY',
    ...identities.map(
      ({ identity, count, severity }) =>
        `${INDENT}${String(count).padStart(6)}  ${severity.padEnd(SEVERITY_WIDTH)}  ${shownText(identity, MAX_NAME)}`,
    ),
    ...moreLine(identityCount - identities.length, 'identities'),
    '',
    'WHAT TO DO NOW',
    ...STEPS.flatMap((step, index) => paragraph(step, `${INDENT}${index + 1}. `, `${INDENT}   `)),
    `${INDENT}   ${QUERY}`,
    '',
    'WHY',
    ...paragraph(whyOf(alerts)),
    '',
    'INCIDENTS',
    ...incidentIds.map((id) => `${INDENT}${shownText(id, MAX_ID)}`),
    ...moreLine(incidentCount - incidentIds.length, 'incidents'),
  ];
  return `${lines.join('\n')}\n`;
}

function moreLine(count: number, noun: string): string[] {
  return count > 0 ? [`${INDENT}and ${count} more ${noun}`] : [];
}

function chatOf(alerts: GatheredAlerts) {
  const shown = alerts.identities
    .slice(0, CHAT_IDENTITIES)
    .map(
      ({ identity, count, severity }) =>
        `• ${count} of ${codeSpan(identity, MAX_NAME)}, up to ${severity}`,
    );
  const more = alerts.identityCount - shown.length;
  return {
    version: '1.0',
    source: 'custom',
    id: `${GATHERED_KIND}-${alerts.start}`,
    content: {
      textType: 'client-markdown',
      title: headlineOf(alerts),
      description: [
        `*Held back ${periodInWords(alerts)}:* ${severitiesInWords(alerts)}`,
        ...shown,
        ...(more > 0 ? [`• and more from ${identitiesInWords(more)}`] : []),
        `*Why:* ${whyOf(alerts)}`,
      ].join('\n'),
      nextSteps: [STEPS[0], `${STEPS[1]} \`${QUERY}\``],
    },
  };
}
