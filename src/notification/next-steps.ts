import type { Finding } from '../detection/finding';
import { type CallerKind, callerKindOf, wasSeen } from './caller-kind';
import { containment } from './containment';
import { formatTime } from './facts';
import type { NextStep } from './next-step';

/** Ask, look, contain: three steps that fit the finding. */
export function nextSteps(finding: Finding): readonly [NextStep, NextStep, NextStep] {
  const caller = callerKindOf(finding);
  return [
    { text: ask(finding, caller), commands: [] },
    { text: look(caller), commands: [] },
    containment(caller),
  ];
}

/** Who can say whether it was them. */
function ask(finding: Finding, caller: CallerKind): string {
  const time = formatTime(finding.evidence.firstCall);
  const knownClick = 'A click in EC2 Global View or the like that they remember closes the matter.';
  if (caller.is === 'root') {
    return `Ask who holds the password and the MFA device of the root user whether they were in at ${time}. Daily work needs no root.`;
  }
  if (caller.is === 'service-role' || wasSeen(finding, 'aws-service')) {
    return `AWS itself made the calls at ${time}, for somebody. Find out who set up the service that did, such as Config, Resource Explorer or CloudFormation.`;
  }
  if (caller.is === 'identity-center') {
    return `Ask the person whose sign-in to IAM Identity Center the session bears whether they did this at ${time}. ${knownClick}`;
  }
  if (wasSeen(finding, 'console-session')) {
    return `Ask who was logged in to the console as this principal at ${time}. ${knownClick}`;
  }
  const what = { 'long-term-key': 'key', role: 'role', user: 'user', other: 'principal' };
  return `Ask the owner of the ${what[caller.is]} whether they ran this at ${time}, from the addresses named here. A tool that they know of closes the matter.`;
}

/** What would tell an intruder from somebody curious. */
function look(caller: CallerKind): string {
  const also: Partial<Record<CallerKind['is'], string>> = {
    root: ' ConsoleLogin tells when root came in.',
    role: ' AssumeRole tells who took the role.',
    'long-term-key': ' GetCallerIdentity is how a stolen key is tried out.',
  };
  return `See what else the principal did in the hours around it. Look in every region, not only those above, for RunInstances and RequestServiceQuotaIncrease, and in us-east-1, where IAM is recorded, for CreateUser and CreateAccessKey.${also[caller.is] ?? ''}`;
}
