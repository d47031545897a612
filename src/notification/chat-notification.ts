import type { CappedField, Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { changesOf } from './changes';
import { codeSpan } from './escape';
import { accountIdOf, countOf, firstOf, formatTime, onlyAccessKeyOf, principalName } from './facts';
import { renderHeadline } from './headline';
import { renderLookupLine } from './lookup-command';
import { nextSteps } from './next-steps';
import { lookalikesOf, weighReasons } from './reasons';
import { regionMap } from './region-map';
import { remarksOf } from './remarks';
import { countsCaveat, renderLead } from './summary';
import { isPlainArn } from './well-formed';

/**
 * A custom notification of Amazon Q Developer in chat applications.
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/**
 * Limits of our own. Public users of the format cut titles at 250 and descriptions at 8,000 characters and cite
 * the page above for it; a description of ours is mostly below 2,000 and always below 5,000.
 */
const MAX_NAME = 240;
const MAX_USER_AGENT = 160;
const MAX_WORD = 40;
const MAX_ENTRIES = 3;
const MAX_SESSION = 100;
const MAX_OTHERS = 12;
const MAX_COMMAND = 400;
const MAX_QUERY = 1200;

/**
 * The notification for a chat channel. Whatever a caller can choose stands in code spans of the description.
 * All notifications of a finding have the same `threadId`, which keeps them in one thread.
 */
export function renderChatNotification(notification: FindingChange): ChatNotification {
  const { finding, kind } = notification;
  const { id, rule } = finding;
  const lead = renderLead(notification);
  return {
    version: '1.0',
    source: 'custom',
    id: messageId(notification),
    content: {
      textType: 'client-markdown',
      title: renderHeadline(notification),
      description: describe(notification, lead),
      nextSteps: nextSteps(finding).map(({ text, commands }) =>
        [text, ...commands.map((command) => codeSpan(command, MAX_COMMAND))].join(' '),
      ),
      keywords: [finding.severity, kind, rule.id, ...techniqueIds(finding)],
    },
    metadata: {
      threadId: id,
      summary: lead,
      // A custom action is bound to a type of letters, digits and hyphens:
      // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
      eventType: `RegionSweep-${rule.id}`,
      relatedResources: relatedResources(finding),
      additionalContext: additionalContext(notification),
    },
  };
}

/** Each message has an id of its own, the same when it is sent again. */
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

function describe(notification: FindingChange, lead: string): string {
  const { principal, evidence, rule } = notification.finding;
  const name = codeSpan(principalName(principal), MAX_NAME);
  const type = codeSpan(principal.type, MAX_WORD);
  return [
    lead,
    ...changesOf(notification).map(({ label, text }) => `• ${label}: ${text}`),
    `*Who:* ${name} (type ${type})`,
    ...session(notification.finding),
    ...spans('Access keys', evidence, 'accessKeyIds', MAX_WORD),
    ...spans('Addresses', evidence, 'sourceIps', MAX_WORD),
    ...spans('User agents', evidence, 'userAgents', MAX_USER_AGENT),
    `*What:* ${countOf(evidence.callCount, 'call', evidence)} of rule ${codeSpan(rule.id, MAX_WORD)}`,
    ...spans('Failed with', evidence, 'errorCodes', MAX_WORD),
    ...where(evidence),
    `*When:* ${formatTime(evidence.firstCall)} to ${formatTime(evidence.lastCall)}`,
    howSure(notification),
    ...readyQuery(notification.finding),
  ].join('\n');
}

/** The role beside the session, where the principal is not the role itself. */
function session({ principal }: Finding): string[] {
  const { roleArn, sessionName } = principal;
  return [
    ...(roleArn === undefined || roleArn === principalName(principal)
      ? []
      : [`*Role:* ${codeSpan(roleArn, MAX_NAME)}`]),
    ...(sessionName === undefined
      ? []
      : [`*Session:* ${codeSpan(sessionName, MAX_SESSION)}, as the caller named it`]),
  ];
}

/** The map, one part of the world a line, what was reached in code spans; then what is not on it. */
function where(evidence: Finding['evidence']): string[] {
  const { parts, count, others } = regionMap(evidence);
  return [
    `*Where:* ${count} regions on the map`,
    ...parts.map(({ name, reached, notReached }) => {
      const shown = reached.map((region) => codeSpan(region, MAX_WORD));
      const rest = notReached.length === 0 ? [] : [`not ${notReached.join(', ')}`];
      return `• ${name}: ${[...(shown.length > 0 ? [shown.join(' ')] : []), ...rest].join('; ')}`;
    }),
    ...spans('Not on the map', { ...evidence, regions: others }, 'regions', MAX_WORD, MAX_OTHERS),
  ];
}

/** One of the queries of the e-mail, over the regions on the map: there is no room for more. */
function readyQuery(finding: Finding): string[] {
  const regions = regionMap(finding.evidence).parts.flatMap(({ reached }) => reached);
  const command = renderLookupLine(finding, regions);
  const accountId = accountIdOf(finding);
  return command === undefined
    ? []
    : [
        `*Ready query*, with credentials of ${accountId === undefined ? 'the account' : `account ${accountId}`}: ${codeSpan(command, MAX_QUERY)}`,
      ];
}

function howSure(notification: FindingChange): string {
  const { severity, score } = notification.finding;
  const { intruder, harmless, neither } = weighReasons(notification.finding);
  return [
    `*How sure:* severity ${severity}, score ${score} of 100. ${countsCaveat(notification)} ${lookalikesOf(notification.finding)}`,
    ...intruder.map((sign) => `• For an intruder: ${sign}`),
    ...harmless.map((sign) => `• For something harmless: ${sign}`),
    ...[...remarksOf(notification.finding, codeSpan), ...neither].map(
      (sign) => `• Worth knowing: ${sign}`,
    ),
  ].join('\n');
}

function spans(
  label: string,
  evidence: Finding['evidence'],
  field: CappedField,
  maxLength: number,
  maxEntries = MAX_ENTRIES,
): string[] {
  const { values, more } = firstOf(evidence, field, maxEntries);
  if (values.length === 0) {
    return [];
  }
  const shown = values.map((value) => codeSpan(value, maxLength)).join(' ');
  return [`*${label}:* ${shown}${more === undefined ? '' : ` ${more}`}`];
}

function techniqueIds({ rule }: Finding): string[] {
  return rule.attack.flatMap(({ techniques }) => techniques.map(({ id }) => id));
}

/** Only what cannot be mistaken for markdown: how a chat shows this list is not ours to say. */
function relatedResources({ principal }: Finding): string[] {
  const arns = new Set([principal.arn, principal.roleArn].filter((arn) => arn !== undefined));
  return [...arns].filter(isPlainArn);
}

/** Only well-formed values: custom actions can put them into commands. */
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
