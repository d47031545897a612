import { type Incident, leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { changesOf } from './changes';
import { evidenceLines, regionLines } from './email-evidence';
import { queryLines } from './email-queries';
import { timelineLines } from './email-timeline';
import { quotedText, shownText } from './escape';
import { labelOf } from './headline';
import { incidentSteps } from './next-steps';
import { principalTitle } from './principal-name';
import { harmlessSources, signedPoints, verdictHeading, weighReasons } from './reasons';
import { followsNote, remarksOf } from './remarks';
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
 * own. No other line begins without a blank but those of the head.
 */
export function renderEmail(change: IncidentChange, options: RenderOptions = {}): string {
  const { incident } = change;
  const lead = leadOf(incident);
  const sections: readonly Section[] = [
    ['WHAT CHANGED', changes(change)],
    [verdictHeading(incident), pointLines(weighReasons(incident).hostile)],
    ['WHAT SPEAKS AGAINST AN ATTACK', counterPoints(incident)],
    ['ALSO NOTE', notes(incident)],
    ['WHAT TO DO NOW', steps(incident)],
    ['TIMELINE', timelineLines(incident)],
    ['EVIDENCE', evidenceLines(change)],
    ['READY QUERIES', queryLines(incident, options)],
    ['REGIONS', regionLines(lead, options)],
    ['REFERENCES', references(incident)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([heading, lines]) => ['', heading, ...lines]);
  return `${[...head(change, options), ...body].join('\n')}\n`;
}

function head(change: IncidentChange, options: RenderOptions): string[] {
  const lead = leadOf(change.incident);
  const who = principalTitle(lead.principal, (text) => shownText(text, MAX_NAME));
  return [
    `${labelOf(change)} (${change.incident.score}/100): ${who}`,
    ...renderCalls(change.incident, options).split(/(?<=,) (?=then )/),
  ];
}

function changes(change: IncidentChange): string[] {
  return changesOf(change).flatMap(({ label, text }) => labelled(label, text));
}

function counterPoints(incident: Incident): string[] {
  const lines = pointLines(weighReasons(incident).harmless);
  return [
    ...lines,
    ...paragraph(harmlessSources(incident), lines.length > 0 ? BELOW_POINTS : INDENT),
  ];
}

function pointLines(reasons: Incident['reasons']): string[] {
  return reasons.flatMap(({ points, sentence }) =>
    paragraph(sentence, `${INDENT}${signedPoints(points).padStart(3)}  `, BELOW_POINTS),
  );
}

function notes(incident: Incident): string[] {
  const sentences = weighReasons(incident).notes.map(({ sentence }) => sentence);
  return [
    ...remarksOf(leadOf(incident), shownText),
    ...followsNote(incident),
    ...sentences,
  ].flatMap((sentence) => paragraph(sentence, `${INDENT}- `, `${INDENT}  `));
}

function steps(incident: Incident): string[] {
  return incidentSteps(incident, quotedText).flatMap(({ text, commands }, index) => [
    ...paragraph(text, `${INDENT}${index + 1}. `, `${INDENT}   `),
    ...commands.map((command) => `${INDENT}   ${command}`),
  ]);
}

function references(incident: Incident): string[] {
  const { id, identity, follows, findings, totals, schemaVersion } = incident;
  const { rule } = leadOf(incident);
  const more = totals.sweeps - findings.length;
  const attack = rule.attack.flatMap(({ tactic, techniques }) =>
    techniques.map((technique) => `${tactic.id} ${tactic.name}, ${technique.id} ${technique.name}`),
  );
  return [
    ...rows('Incident', [id]),
    ...rows('Identity', [shownText(identity.key, MAX_NAME)]),
    ...rows('Follows', follows === undefined ? [] : [follows]),
    ...rows('Findings', [
      ...findings.map((finding) => shownText(finding.id, MAX_ID)),
      ...(more > 0 ? [`and ${more} more`] : []),
    ]),
    ...rows('Rule', [`${rule.id}: ${rule.name}`]),
    ...rows('Elastic rule', [rule.elasticRuleId]),
    ...rows('ATT&CK', attack),
    ...rows('Schema', [`incident ${schemaVersion}`]),
  ];
}
