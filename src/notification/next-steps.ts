import type { Finding } from '../detection/finding';
import { type Incident, leadOf } from '../detection/incident/incident';
import { type CallerKind, callerKindOf, wasSeen } from './caller-kind';
import { chainSteps } from './chain-steps';
import { containment, type NextStep } from './containment';
import type { Quote } from './escape';
import { formatTime, onlyAccessKeyOf } from './facts';

/** Ask, look, contain: three steps that fit the finding. */
export function nextSteps(finding: Finding): readonly [NextStep, NextStep, NextStep] {
  const caller = callerKindOf(finding);
  return [
    { text: ask(finding, caller), commands: [] },
    { text: look(caller), commands: [] },
    containment(caller),
  ];
}

/** The steps for the sweep that leads, and how to undo what followed it. `quote` shows what a caller chose. */
export function incidentSteps(
  incident: Incident,
  quote: Quote,
): readonly [NextStep, NextStep, NextStep, ...NextStep[]] {
  const lead = leadOf(incident);
  const [ask, look, contain] = nextSteps(withAllKeys(lead, incident));
  const text = [contain.text, ...sessionOf(lead, quote)].join(' ');
  return [ask, look, { ...contain, text }, ...chainSteps(incident)];
}

/** All keys of a user have to be stopped, also those of further sweeps. */
function withAllKeys(lead: Finding, { identity, findings }: Incident): Finding {
  const keys = new Set(findings.flatMap(({ evidence }) => evidence.accessKeyIds));
  return identity.kind === 'user'
    ? { ...lead, evidence: { ...lead.evidence, accessKeyIds: [...keys] } }
    : lead;
}

/** What AWS accepts as the name of a session. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** A role has many sessions: which one to act on. */
function sessionOf(finding: Finding, quote: Quote): string[] {
  const { sessionName } = finding.principal;
  const accessKeyId = onlyAccessKeyOf(finding);
  if (sessionName === undefined || !SESSION_NAME.test(sessionName)) {
    return [];
  }
  const key = accessKeyId === undefined ? '' : ` with access key ${accessKeyId}`;
  return [`The sweep came from the session ${quote(sessionName, 65)}${key}.`];
}

/** Whom to ask, and when that settles it. */
function ask(finding: Finding, caller: CallerKind): string {
  const { sourceIps, firstCall } = finding.evidence;
  const time = formatTime(firstCall);
  const isScript = wasSeen(finding, 'script') || wasSeen(finding, 'even-pace');
  const known = isScript
    ? knownTool(finding)
    : 'If they remember opening EC2 Global View or a similar page, close the incident.';
  if (caller.is === 'root') {
    return `Ask everyone who holds the root password and MFA device whether they signed in at ${time}. Daily work does not need the root user.`;
  }
  if (caller.is === 'service-role' || wasSeen(finding, 'aws-service')) {
    return `An AWS service made the calls at ${time}. Find out who set that service up, for example AWS Config, Resource Explorer or CloudFormation. If they know about it, close the incident.`;
  }
  if (caller.is === 'identity-center') {
    return `Ask the Identity Center user named in the session whether they did this at ${time}. ${known}`;
  }
  if (wasSeen(finding, 'console-session')) {
    return `Ask the person who was signed in to the console as this principal whether they did this at ${time}. ${known}`;
  }
  const owned = { 'long-term-key': 'key', role: 'role', user: 'user', other: 'principal' };
  const from =
    ['', ' from the listed source IP'][sourceIps.length] ?? ' from the listed source IPs';
  return `Ask the owner of the ${owned[caller.is]} whether they ran this at ${time}${from}. ${knownTool(finding)}`;
}

function knownTool({ allowlist }: Finding): string {
  return allowlist === undefined
    ? 'If it was a known tool, close the incident and consider an allow-list entry.'
    : 'If it was the tool of the matching allow-list entry, close the incident. If the sweep exceeded a ceiling, review the entry.';
}

/** What an intruder would do next and a curious colleague would not. */
export const TELLTALE_EVENTS = {
  everyRegion: ['RunInstances', 'RequestServiceQuotaIncrease'],
  iam: ['CreateUser', 'CreateAccessKey'],
} as const;

function look(caller: CallerKind): string {
  const also: Partial<Record<CallerKind['is'], string>> = {
    root: ' ConsoleLogin shows when the root user signed in.',
    role: ' AssumeRole shows who assumed the role.',
    'long-term-key': ' Attackers usually test a stolen key with GetCallerIdentity.',
  };
  const { everyRegion, iam } = TELLTALE_EVENTS;
  return `Check what else the principal did, from one hour before the first activity until now. Look for ${everyRegion.join(' and ')} in every region, and for ${iam.join(' and ')} in us-east-1, where CloudTrail records calls to IAM.${also[caller.is] ?? ''}`;
}
