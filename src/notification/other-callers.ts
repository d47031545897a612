import { type Incident, leadOf } from '../detection/incident/incident';
import { isAccessKeyId, isPlainArn } from './well-formed';

/** More conditions make a query that nobody can check. */
const MAX_EACH = 5;

/** Callers that belong to an incident besides the principal of the finding that leads it. */
export interface OtherCallers {
  readonly arns: readonly string[];
  readonly accessKeyIds: readonly string[];
}

export const NO_OTHERS: OtherCallers = { arns: [], accessKeyIds: [] };

/** The principals of further sweeps, the callers of watched calls, and the keys that those created. */
export function otherCallersOf(incident: Incident): OtherCallers {
  const lead = leadOf(incident);
  const watched = incident.timeline.flatMap((line) => (line.kind === 'watched' ? [line] : []));
  const callers = watched.map(({ caller }) => caller);
  const arns = [...incident.findings.flatMap(({ principal }) => principal.arn ?? []), ...callers];
  const created = watched.flatMap(({ eventName, errorCode, details: { key } }) =>
    eventName === 'CreateAccessKey' && errorCode === undefined && key !== undefined ? [key] : [],
  );
  const keys = [
    ...created,
    ...callers,
    ...incident.findings.flatMap(({ evidence }) => evidence.accessKeyIds),
  ];
  return {
    arns: others(arns.filter(isPlainArn), [lead.principal.arn ?? '']),
    accessKeyIds: others(keys.filter(isAccessKeyId), lead.evidence.accessKeyIds),
  };
}

function others(all: readonly string[], known: readonly string[]): readonly string[] {
  return [...new Set(all)].filter((one) => !known.includes(one)).slice(0, MAX_EACH);
}
