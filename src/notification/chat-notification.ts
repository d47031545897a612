import type { CappedField, Finding } from '../detection/finding';
import { codeSpan } from './escape';
import { accountIdOf, countOf, firstOf, formatTime, onlyAccessKeyOf, principalName } from './facts';
import { nextSteps } from './next-steps';
import { lookalikesOf, weighReasons } from './reasons';
import { renderHeadline } from './subject';
import { renderSummary } from './summary';
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
const MAX_REGIONS = 36;
const MAX_COMMAND = 360;

/** The finding for a chat channel. Whatever a caller can choose stands in code spans of the description. */
export function renderChatNotification(finding: Finding): ChatNotification {
  const { id, rule } = finding;
  const summary = renderSummary(finding);
  return {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: renderHeadline(finding),
      description: describe(finding, summary),
      nextSteps: nextSteps(finding).map(({ text, commands }) =>
        [text, ...commands.map((command) => codeSpan(command, MAX_COMMAND))].join(' '),
      ),
      keywords: [finding.severity, rule.id, ...techniqueIds(finding)],
    },
    metadata: {
      threadId: id,
      summary,
      // A custom action is bound to a type of letters, digits and hyphens:
      // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionAttachment.html
      eventType: `RegionSweep-${rule.id}`,
      relatedResources: relatedResources(finding),
      additionalContext: additionalContext(finding),
    },
  };
}

function describe(finding: Finding, summary: string): string {
  const { principal, evidence } = finding;
  const name = codeSpan(principalName(principal), MAX_NAME);
  const type = codeSpan(principal.type, MAX_WORD);
  return [
    summary,
    `*Who:* ${name} (type ${type})`,
    ...spans('Access keys', evidence, 'accessKeyIds', MAX_WORD),
    ...spans('Addresses', evidence, 'sourceIps', MAX_WORD),
    ...spans('User agents', evidence, 'userAgents', MAX_USER_AGENT),
    `*What:* ${countOf(evidence.callCount, 'call', evidence)} of rule ${codeSpan(finding.rule.id, MAX_WORD)}`,
    ...spans('Failed with', evidence, 'errorCodes', MAX_WORD),
    ...spans('Where', evidence, 'regions', MAX_WORD, MAX_REGIONS),
    `*When:* ${formatTime(evidence.firstCall)} to ${formatTime(evidence.lastCall)}`,
    howSure(finding),
  ].join('\n');
}

function howSure(finding: Finding): string {
  const { evidence, severity, score } = finding;
  const { intruder, harmless, neither } = weighReasons(finding);
  const counts = evidence.atLeast
    ? 'counts are lower bounds'
    : 'counts are exact so far, the sweep may go on';
  return [
    `*How sure:* threshold reached, ${counts}; severity ${severity}, score ${score} of 100. ${lookalikesOf(finding)}`,
    ...intruder.map((sign) => `• For an intruder: ${sign}`),
    ...harmless.map((sign) => `• For something harmless: ${sign}`),
    ...neither.map((sign) => `• Worth knowing: ${sign}`),
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
function additionalContext(finding: Finding): Record<string, string> {
  const accountId = accountIdOf(finding);
  const accessKeyId = onlyAccessKeyOf(finding);
  return {
    findingId: finding.id,
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
