import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { type OracleSweep, oracleSweeps } from './oracle';

/** A call, and who made it as the test arranged it. */
export interface KnownCall {
  readonly call: Call;
  readonly identity: string;
}

/** A sweep, and whose incident it belongs to. */
export interface OwnedSweep extends OracleSweep {
  readonly identity: string;
  readonly ruleId: RuleId;
  readonly principalKey: string;
  readonly calls: readonly Call[];
}

/** The sweeps of one identity that are one incident, by start. */
export type OracleIncident = readonly [OwnedSweep, ...OwnedSweep[]];

/** The name of a sweep, for messages and comparisons. */
export function nameOf({ ruleId, principalKey, start, end }: OwnedSweep): string {
  return `${ruleId} by ${principalKey} from ${start} to ${end}`;
}

/**
 * Every sweep of every principal, straight from the definitions. A sweep belongs to the identity behind its calls; where
 * several identities made them, to the principal itself.
 */
export function ownedSweeps(
  calls: readonly KnownCall[],
  settings: Readonly<Record<RuleId, RuleSettings>>,
): OwnedSweep[] {
  const byPrincipal = new Map<string, KnownCall[]>();
  for (const known of calls) {
    const { ruleId, principal, otherPrincipals = [] } = known.call;
    for (const { key } of [principal, ...otherPrincipals]) {
      const name = `${ruleId}\n${key}`;
      byPrincipal.set(name, [...(byPrincipal.get(name) ?? []), known]);
    }
  }
  return [...byPrincipal].flatMap(([name, group]) => {
    const [ruleId, principalKey] = name.split('\n') as [RuleId, string];
    return oracleSweeps(
      group.map(({ call }) => call),
      settings[ruleId],
    ).map((sweep) => {
      const members = group.filter(({ call }) => sweep.eventIds.includes(call.eventId));
      const [only = '', ...others] = new Set(members.map(({ identity }) => identity));
      return {
        ...sweep,
        ruleId,
        principalKey,
        identity: others.length > 0 ? principalKey : only,
        calls: members.map(({ call }) => call),
      };
    });
  });
}

/**
 * The incidents that sweeps end in, whatever their order of arrival: an incident takes a sweep that comes within
 * `renotifyMinutes` of the others. No history here lasts a day, after which an incident takes no more.
 */
export function oracleIncidents(
  sweeps: readonly OwnedSweep[],
  renotifyMinutes: number,
): OracleIncident[] {
  const incidents: [OwnedSweep, ...OwnedSweep[]][] = [];
  for (const sweep of [...sweeps].sort((a, b) => a.start - b.start)) {
    const open = incidents.find(
      (members) =>
        members[0].identity === sweep.identity &&
        sweep.start < Math.max(...members.map(({ end }) => end)) + renotifyMinutes * 60,
    );
    if (open === undefined) {
      incidents.push([sweep]);
    } else {
      open.push(sweep);
    }
  }
  return incidents;
}
