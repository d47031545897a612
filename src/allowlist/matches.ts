import type { Evidence, Finding } from '../detection/finding';
import { globMatches } from '../detection/glob';
import type { AllowlistMatch } from './fields';
import { callerOfFinding, splitPath } from './finding-caller';
import { isInNetworks } from './networks';
import { matchesPrincipal } from './principal-glob';

/** Whether every call of a finding matches all fields of an entry. Unknown values do not match. */
export function matches(match: AllowlistMatch, finding: Finding): boolean {
  const caller = callerOfFinding(finding);
  const { evidence, rule } = finding;
  const { sourceCidr, userAgent } = match;
  return (
    !caller.isRoot &&
    isGlobbed(match.roleName, caller.session?.name) &&
    isGlobbed(match.rolePath, caller.role && splitPath(caller.role.name).path) &&
    (match.principal === undefined || matchesPrincipal(match.principal, caller)) &&
    (match.account === undefined || match.account === caller.account) &&
    (match.rule === undefined || match.rule === rule.id) &&
    (sourceCidr === undefined ||
      isEvery(evidence, 'sourceIps', (address) => isInNetworks(address, sourceCidr))) &&
    (userAgent === undefined ||
      isEvery(evidence, 'userAgents', (text) => globMatches(userAgent, text)))
  );
}

function isGlobbed(glob: string | undefined, text: string | undefined): boolean {
  return glob === undefined || (text !== undefined && globMatches(glob, text));
}

/** Whether a list of the evidence is complete, not empty, and all its values pass. */
function isEvery(
  { capped, ...evidence }: Evidence,
  name: 'sourceIps' | 'userAgents',
  passes: (value: string) => boolean,
): boolean {
  const values = evidence[name];
  return !capped.includes(name) && values.length > 0 && values.every(passes);
}
