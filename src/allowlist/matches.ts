import type { Evidence, Finding } from '../detection/finding';
import type { AllowlistMatch } from './fields';
import { callerOfFinding, splitPath } from './finding-caller';
import { globMatches } from './glob';
import { isInNetworks } from './networks';
import { matchesPrincipal } from './principal-glob';

/** Whether every call of a finding matches all fields of an entry. Unknown values do not match. */
export function matches(match: AllowlistMatch, finding: Finding): boolean {
  const caller = callerOfFinding(finding);
  const { evidence, rule } = finding;
  return (
    !caller.isRoot &&
    isGlobbed(match.roleName, caller.session?.name) &&
    isGlobbed(match.rolePath, caller.role && splitPath(caller.role.name).path) &&
    (match.principal === undefined || matchesPrincipal(match.principal, caller)) &&
    (match.account === undefined || match.account === caller.account) &&
    (match.rule === undefined || match.rule === rule.id) &&
    isFrom(match.sourceCidr, evidence) &&
    isBy(match.userAgent, evidence)
  );
}

function isGlobbed(glob: string | undefined, text: string | undefined): boolean {
  return glob === undefined || (text !== undefined && globMatches(glob, text));
}

function isFrom(
  cidrs: readonly string[] | undefined,
  { sourceIps, capped }: Pick<Evidence, 'sourceIps' | 'capped'>,
): boolean {
  return (
    cidrs === undefined ||
    (!capped.includes('sourceIps') &&
      sourceIps.length > 0 &&
      sourceIps.every((address) => isInNetworks(address, cidrs)))
  );
}

function isBy(glob: string | undefined, { userAgents, capped }: Evidence): boolean {
  return (
    glob === undefined ||
    (!capped.includes('userAgents') &&
      userAgents.length > 0 &&
      userAgents.every((userAgent) => globMatches(glob, userAgent)))
  );
}
