import type { Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { changesOf } from './changes';
import { evidenceLines, regionLines } from './email-evidence';
import { queryLines } from './email-queries';
import { shownText } from './escape';
import { labelOf } from './headline';
import { nextSteps } from './next-steps';
import { principalTitle } from './principal-name';
import { lookalikesOf, signedPoints, verdictHeading, weighReasons } from './reasons';
import { remarksOf } from './remarks';
import type { RenderOptions } from './render-options';
import { renderCalls } from './summary';
import { INDENT, labelled, paragraph, rows } from './text-layout';

const MAX_ID = 128;
const MAX_NAME = 200;

/** As far as the sentence next to its points. */
const BELOW_POINTS = `${INDENT}     `;

/** A heading with its lines. A section without lines is left out. */
type Section = readonly [heading: string, lines: readonly string[]];

/**
 * The notification as a plain text: the verdict first, then what to do, then the rest. Each heading is a line of its
 * own. No other line begins without a blank but the two of the head.
 */
export function renderEmail(notification: FindingChange, options: RenderOptions = {}): string {
  const { finding } = notification;
  const sections: readonly Section[] = [
    ['WHAT CHANGED', changes(notification)],
    [verdictHeading(finding), points(finding)],
    ['WHAT SPEAKS AGAINST AN ATTACK', counterPoints(finding)],
    ['ALSO NOTE', notes(finding)],
    ['WHAT TO DO NOW', steps(finding)],
    ['EVIDENCE', evidenceLines(notification)],
    ['READY QUERIES', queryLines(finding, options)],
    ['REGIONS', regionLines(finding, options)],
    ['REFERENCES', references(finding)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([heading, lines]) => ['', heading, ...lines]);
  return `${[...head(notification, options), ...body].join('\n')}\n`;
}

function head(notification: FindingChange, options: RenderOptions): string[] {
  const { finding } = notification;
  const who = principalTitle(finding.principal, (text) => shownText(text, MAX_NAME));
  return [`${labelOf(notification)} (${finding.score}/100): ${who}`, renderCalls(finding, options)];
}

function changes(notification: FindingChange): string[] {
  return changesOf(notification).flatMap(({ label, text }) => labelled(label, text));
}

function points(finding: Finding): string[] {
  return pointLines(weighReasons(finding).hostile);
}

function counterPoints(finding: Finding): string[] {
  const lines = pointLines(weighReasons(finding).harmless);
  return [...lines, ...paragraph(lookalikesOf(finding), lines.length > 0 ? BELOW_POINTS : INDENT)];
}

function pointLines(reasons: Finding['reasons']): string[] {
  return reasons.flatMap(({ points, sentence }) =>
    paragraph(sentence, `${INDENT}${signedPoints(points).padStart(3)}  `, BELOW_POINTS),
  );
}

function notes(finding: Finding): string[] {
  const sentences = weighReasons(finding).notes.map(({ sentence }) => sentence);
  return [...remarksOf(finding, shownText), ...sentences].flatMap((sentence) =>
    paragraph(sentence, `${INDENT}- `, `${INDENT}  `),
  );
}

function steps(finding: Finding): string[] {
  return nextSteps(finding).flatMap(({ text, commands }, index) => [
    ...paragraph(text, `${INDENT}${index + 1}. `, `${INDENT}   `),
    ...commands.map((command) => `${INDENT}   ${command}`),
  ]);
}

function references({ id, schemaVersion, rule }: Finding): string[] {
  const attack = rule.attack.flatMap(({ tactic, techniques }) =>
    techniques.map((technique) => `${tactic.id} ${tactic.name}, ${technique.id} ${technique.name}`),
  );
  return [
    ...rows('Finding', [shownText(id, MAX_ID)]),
    ...rows('Rule', [`${rule.id}: ${rule.name}`]),
    ...rows('Elastic rule', [rule.elasticRuleId]),
    ...rows('ATT&CK', attack),
    ...rows('Schema', [`finding ${schemaVersion}`]),
  ];
}
