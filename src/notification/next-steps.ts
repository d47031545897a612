import type { Finding } from '../detection/finding';
import { type Incident, leadOf } from '../detection/incident/incident';
import { aftermathOf } from './aftermath';
import { type CallerKind, callerKindOf, wasSeen } from './caller-kind';
import { chainSteps } from './chain-steps';
import { containment, type NextStep } from './containment';
import type { Quote } from './escape';
import { formatTime, onlyAccessKeyOf } from './facts';

/** What the steps for a finding depend on besides the finding. */
interface StepSettings {
  /**
   * Whether someone can acknowledge its incident.
   * @default false
   */
  readonly canAcknowledge?: boolean;
  /**
   * Whether calls that count followed the sweep.
   * @default false
   */
  readonly isFollowed?: boolean;
}

/** Ask, look, contain: three steps that fit the finding. */
export function nextSteps(
  finding: Finding,
  settings: StepSettings = {},
): readonly [NextStep, NextStep, NextStep] {
  const caller = callerKindOf(finding);
  const text = settings.isFollowed ? LOOK_FURTHER : look(caller);
  return [ask(finding, caller, settings), { text, commands: [] }, containment(caller)];
}

/** The steps for the sweep that leads, and how to undo what followed it. `quote` shows what a caller chose. */
export function incidentSteps(
  incident: Incident,
  quote: Quote,
): readonly [NextStep, NextStep, NextStep, ...NextStep[]] {
  const lead = leadOf(incident);
  const [ask, look, contain] = nextSteps(withAllKeys(lead, incident), {
    canAcknowledge: incident.status === 'open',
    isFollowed: aftermathOf(incident) !== undefined,
  });
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

/** What the core gives an incident as its ID. */
const INCIDENT_ID = /^incident-\w{1,32}-[0-9a-f]{16}$/;

const ACKNOWLEDGE = 'acknowledge the incident';

/** Whom to ask, and what to do if the answer settles it. */
function ask(
  finding: Finding,
  caller: CallerKind,
  { canAcknowledge = false, isFollowed = false }: StepSettings,
): NextStep {
  const done = canAcknowledge ? ACKNOWLEDGE : 'nothing is left to do';
  const settled = isFollowed
    ? `Ask about the calls after the sweep too. If they can account for all of it, ${done}.`
    : whatSettles(finding, caller, done);
  const { incidentId } = finding;
  return {
    text: `${question(finding, caller)} ${settled}`,
    commands:
      settled.includes(ACKNOWLEDGE) && INCIDENT_ID.test(incidentId)
        ? [`npx regionsweep incident ack ${incidentId} --reason "known tool"`]
        : [],
  };
}

function question(finding: Finding, caller: CallerKind): string {
  const { sourceIps, firstCall } = finding.evidence;
  const time = formatTime(firstCall);
  if (caller.is === 'root') {
    return `Ask everyone who holds the root password and MFA device whether they signed in at ${time}.`;
  }
  if (caller.is === 'service-role' || wasSeen(finding, 'aws-service')) {
    return `An AWS service made the calls at ${time}. Find out who set that service up, for example AWS Config, Resource Explorer or CloudFormation.`;
  }
  if (caller.is === 'identity-center') {
    return `Ask the Identity Center user named in the session whether they did this at ${time}.`;
  }
  if (wasSeen(finding, 'console-session')) {
    return `Ask the person who was signed in to the console as this principal whether they did this at ${time}.`;
  }
  const owned = { 'long-term-key': 'key', role: 'role', user: 'user', other: 'principal' };
  const from =
    ['', ' from the listed source IP'][sourceIps.length] ?? ' from the listed source IPs';
  return `Ask the owner of the ${owned[caller.is]} whether they ran this at ${time}${from}.`;
}

function whatSettles(finding: Finding, caller: CallerKind, done: string): string {
  if (caller.is === 'root') {
    return 'Daily work does not need the root user.';
  }
  if (isByService(finding, caller)) {
    return `If they know about it, ${done}.`;
  }
  const isByPerson = caller.is === 'identity-center' || wasSeen(finding, 'console-session');
  const isScript = wasSeen(finding, 'script') || wasSeen(finding, 'even-pace');
  if (isByPerson && !isScript) {
    return `If they remember opening EC2 Global View or a similar page, ${done}.`;
  }
  if (finding.allowlist !== undefined) {
    return `If it was the tool of the matching allow-list entry, ${done}. If the sweep exceeded a ceiling, review the entry.`;
  }
  const andAllow = done === ACKNOWLEDGE ? `${done} and ` : '';
  return `If it was a known tool, ${andAllow}consider an allow-list entry.`;
}

function isByService(finding: Finding, caller: CallerKind): boolean {
  return caller.is === 'service-role' || wasSeen(finding, 'aws-service');
}

/** What an intruder would do next and a curious colleague would not. */
export const TELLTALE_EVENTS = {
  everyRegion: ['RunInstances', 'RequestServiceQuotaIncrease'],
  iam: ['CreateUser', 'CreateAccessKey'],
} as const;

const LOOK =
  'Check what else the principal did, from one hour before the first activity until now.';

const LOOK_FURTHER = `${LOOK} Include the users, keys and sessions that it created. The timeline shows watched calls only.`;

function look(caller: CallerKind): string {
  const also: Partial<Record<CallerKind['is'], string>> = {
    root: ' ConsoleLogin shows when the root user signed in.',
    role: ' AssumeRole shows who assumed the role.',
    'long-term-key': ' Attackers usually test a stolen key with GetCallerIdentity.',
  };
  const { everyRegion, iam } = TELLTALE_EVENTS;
  return `${LOOK} Look for ${everyRegion.join(' and ')} in every region, and for ${iam.join(' and ')} in us-east-1, where CloudTrail records calls to IAM.${also[caller.is] ?? ''}`;
}
