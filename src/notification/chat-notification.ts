import type { Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { counted } from '../detection/severity/signal';
import { changesOf } from './changes';
import { codeSpan } from './escape';
import { accountIdOf, firstOf, onlyAccessKeyOf, techniqueIds } from './facts';
import { labelOf, renderHeadline } from './headline';
import { nextSteps } from './next-steps';
import { principalTitle } from './principal-name';
import { lookalikesOf, sentenceOf, signedPoints, verdictHeading, weighReasons } from './reasons';
import { remarksOf } from './remarks';
import type { RenderOptions } from './render-options';
import { renderCalls, renderLead } from './summary';
import { isPlainArn } from './well-formed';

/**
 * Our own limits. Public users of the format cut titles at 250 and descriptions at 8,000 characters, and cite the page
 * below for it.
 */
const MAX_NAME = 240;
const MAX_WORD = 64;
const MAX_COMMAND = 400;
const MAX_IPS = 2;
const MAX_REASONS = 3;
const CHAT_CHANGES = ['Severity', 'Calls', 'Regions', 'Repeats'];

/**
 * A custom notification of Amazon Q Developer in chat applications: with the title and the next steps at most 15 lines, so that it fits on the
 * screen of a phone. Whatever a caller can choose stands in code spans of the description. All notifications of a
 * finding have the same `threadId`, which keeps them in one thread.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function renderChatNotification(notification: FindingChange, options: RenderOptions = {}) {
  const { finding, kind } = notification;
  const { id, rule } = finding;
  return {
    version: '1.0',
    source: 'custom',
    id: messageId(notification),
    content: {
      textType: 'client-markdown',
      title: renderHeadline(notification),
      description: describe(notification, options),
      nextSteps: stepsOf(finding),
      keywords: [finding.severity, kind, rule.id, ...techniqueIds(finding)],
    },
    metadata: {
      threadId: id,
      summary: renderLead(notification),
      // A custom action is bound to a type of letters, digits and hyphens:
      // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
      eventType: `RegionSweep-${rule.id}`,
      relatedResources: relatedResources(finding),
      additionalContext: additionalContext(notification),
    },
  };
}

/** Each message has its own ID, the same when it is sent again. */
function messageId({ kind, finding: { id, severity } }: FindingChange): string {
  switch (kind) {
    case 'opened':
      return id;
    case 'escalated':
      return `${id}-${kind}-${severity}`;
    case 'closed':
      return `${id}-${kind}`;
  }
}

function describe(notification: FindingChange, options: RenderOptions): string {
  const { finding } = notification;
  const { principal, score, id } = finding;
  const who = principalTitle(principal, (text) => codeSpan(text, MAX_NAME));
  return [
    `*${labelOf(notification)} (${score}/100):* ${who} ${renderCalls(finding, options)}`,
    ...line('Changed', changed(notification)),
    ...line('From', from(finding)),
    ...whyLines(finding),
    ...line('Note', remarksOf(finding, codeSpan).join(' ')),
    `*More:* the alert e-mail has all evidence and ready queries for finding ${codeSpan(id, MAX_NAME)}.`,
  ].join('\n');
}

/** The changes that matter most, on one line. */
function changed(notification: FindingChange): string {
  return changesOf(notification)
    .filter(({ label, text }) => CHAT_CHANGES.includes(label) && text !== 'none')
    .map(({ label, text }) => (label === 'Severity' ? `severity ${text}` : text))
    .join('; ');
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
function whyLines(finding: Finding): string[] {
  const { hostile, harmless } = weighReasons(finding);
  const others = hostile.slice(MAX_REASONS);
  const sum = others.reduce((total, { points }) => total + points, 0);
  const against = [...harmless.map(sentenceOf), lookalikesOf(finding)].join(' ');
  return [
    `*${sentenceCase(verdictHeading(finding))}:*`,
    ...hostile
      .slice(0, MAX_REASONS)
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

/** Whom to ask and how to stop the principal, each on one line. */
function stepsOf(finding: Finding): string[] {
  const [ask, , contain] = nextSteps(finding);
  return [ask, contain].map(({ text, commands }) =>
    [text, ...commands.slice(0, 1).map((command) => codeSpan(command, MAX_COMMAND))].join(' '),
  );
}

/** Only what cannot be mistaken for markdown: the chat decides how it shows this list. */
function relatedResources({ principal }: Finding): string[] {
  const arns = new Set([principal.arn, principal.roleArn].filter((arn) => arn !== undefined));
  return [...arns].filter(isPlainArn);
}

/** Only well-formed values, because custom actions can put them into commands. */
function additionalContext({ kind, finding }: FindingChange): Record<string, string> {
  const accountId = accountIdOf(finding);
  const accessKeyId = onlyAccessKeyOf(finding);
  return {
    findingId: finding.id,
    kind,
    ruleId: finding.rule.id,
    severity: finding.severity,
    score: String(finding.score),
    regionCount: String(finding.evidence.regionCount),
    callCount: String(finding.evidence.callCount),
    windowStart: finding.window.start,
    windowEnd: finding.window.end,
    ...(accountId !== undefined && { accountId }),
    ...(accessKeyId !== undefined && { accessKeyId }),
  };
}
