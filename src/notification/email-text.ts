import type { Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { renderAthenaQuery } from './athena-query';
import { changesOf } from './changes';
import { renderLakeQuery } from './cloudtrail-lake-query';
import { what, when, where, who } from './email-evidence';
import { shownText } from './escape';
import { accountIdOf } from './facts';
import { type ReadyQuery, renderLookupCommand } from './lookup-command';
import { nextSteps } from './next-steps';
import { lookalikesOf, weighReasons } from './reasons';
import { remarksOf } from './remarks';
import { countsCaveat, renderLead } from './summary';
import { INDENT, labelled, paragraph, rows } from './text-layout';

const MAX_ID = 128;

/**
 * The headings of the e-mail, in order; the first only where something changed. Each is a line of its own;
 * no other line begins without a blank but the first paragraph.
 */
export const HEADINGS = [
  'WHAT CHANGED',
  'WHO',
  'WHAT',
  'WHERE',
  'WHEN',
  'HOW SURE',
  'WHAT TO DO NEXT',
  'READY QUERIES',
  'REFERENCE',
] as const;
type Heading = (typeof HEADINGS)[number];

/** The notification as a plain text that says the most important first. */
export function renderEmail(notification: FindingChange): string {
  const { finding } = notification;
  const sections: Record<Heading, string[]> = {
    'WHAT CHANGED': whatChanged(notification),
    WHO: who(finding),
    WHAT: what(finding),
    WHERE: where(finding),
    WHEN: when(finding),
    'HOW SURE': howSure(notification),
    'WHAT TO DO NEXT': whatToDoNext(finding),
    'READY QUERIES': readyQueries(finding),
    REFERENCE: reference(finding),
  };
  const body = HEADINGS.filter((heading) => sections[heading].length > 0).flatMap((heading) => [
    '',
    heading,
    ...sections[heading],
  ]);
  return `${[...paragraph(renderLead(notification), ''), ...body].join('\n')}\n`;
}

function whatChanged(notification: FindingChange): string[] {
  return changesOf(notification).flatMap(({ label, text }) => labelled(label, text));
}

function howSure(notification: FindingChange): string[] {
  const { finding } = notification;
  const { severity, score } = finding;
  const { intruder, harmless, neither } = weighReasons(finding);
  const worthKnowing = [...remarksOf(finding, shownText), ...neither];
  return [
    ...paragraph(
      `That the threshold was reached is certain. ${countsCaveat(notification)} What it means is not: severity ${severity}, score ${score} of 100. ${lookalikesOf(finding)}`,
    ),
    ...signs('Points to an intruder:', intruder),
    ...signs('Points to something harmless:', harmless),
    ...(worthKnowing.length > 0 ? signs('Worth knowing:', worthKnowing) : []),
  ];
}

function signs(title: string, sentences: readonly string[]): string[] {
  const listed = sentences.length > 0 ? sentences : ['Nothing in the evidence.'];
  return [
    `${INDENT}${title}`,
    ...listed.flatMap((sentence) => paragraph(sentence, `${INDENT}- `, `${INDENT}  `)),
  ];
}

function whatToDoNext(finding: Finding): string[] {
  return nextSteps(finding).flatMap(({ text, commands }, index) => [
    ...paragraph(text, `${INDENT}${index + 1}. `, `${INDENT}   `),
    ...commands.map((command) => `${INDENT}   ${command}`),
  ]);
}

function readyQueries(finding: Finding): string[] {
  const accountId = accountIdOf(finding);
  const credentials = accountId === undefined ? 'the account' : `account ${accountId}`;
  return [
    ...paragraph(
      `Event history of 90 days, no set-up. Run it with credentials of ${credentials}; widen the times to see what came before and after:`,
    ),
    ...queryLines(renderLookupCommand(finding)),
    '',
    ...paragraph(
      'Athena, on the table that CloudTrail makes. Add the partition columns if your table has some, or the query reads everything:',
    ),
    ...queryLines(renderAthenaQuery(finding)),
    '',
    ...paragraph('CloudTrail Lake, with the id of your event data store:'),
    ...queryLines(renderLakeQuery(finding)),
  ];
}

function queryLines({ lines, remarks }: ReadyQuery): string[] {
  return [
    ...remarks.flatMap((remark) => paragraph(remark)),
    ...lines.map((line) => `${INDENT}  ${line}`),
  ];
}

function reference({ id, schemaVersion, rule }: Finding): string[] {
  const attack = rule.attack.flatMap(({ tactic, techniques }) =>
    techniques.map((technique) => `${tactic.id} ${tactic.name}, ${technique.id} ${technique.name}`),
  );
  return [
    ...rows('ATT&CK', attack),
    ...rows('Elastic rule', [rule.elasticRuleId]),
    ...rows('Finding', [shownText(id, MAX_ID)]),
    ...rows('Schema', [`finding ${schemaVersion}`]),
  ];
}
