import { eventNamesOf } from './event-names';
import { type Completeness, gatherEvidence } from './evidence';
import { FINDING_SCHEMA_VERSION, type Finding, type FindingPrincipal } from './finding';
import type { Sweep } from './incident/ledger';
import type { Caller, Principal, Thresholds, TrackedCall } from './model';
import { ruleById } from './rules/rule-catalog';
import { assess, type SeveritySettings } from './severity/assess';
import { NO_CONTEXT, type SweepContext } from './severity/context';
import { formatMilliseconds, formatSecond } from './time';
import { contains, distinctCalls } from './window';

/** The parts of a finding. */
export interface FindingParts {
  readonly thresholds: Thresholds;
  readonly sweep: Sweep;
  /** The calls of the principal around the sweep; calls outside its interval are ignored. */
  readonly calls: readonly TrackedCall[];
  readonly completeness: Completeness;
  readonly severity: SeveritySettings;
  /**
   * What RegionSweep knows beyond the calls.
   * @default nothing
   */
  readonly context?: SweepContext;
}

/** The finding of a sweep: a pure function of its ledger entry, the stored calls and the context. */
export function buildFinding(parts: FindingParts): Finding {
  const { sweep, thresholds, calls } = parts;
  const { ruleId } = sweep;
  const { isSaturated } = parts.completeness;
  const { match, matchUnder: _matchUnder, probe: _probe, ...rule } = ruleById(ruleId);
  const within = distinctCalls(calls).filter(({ second }) => contains(sweep, second));
  const callers = within.flatMap(({ caller }) => caller ?? []);
  const eventNames = eventNamesOf(ruleId, callers);
  const isUsual = eventNames.length === 1 && eventNames[0] === match.eventNames[0];
  return {
    schemaVersion: FINDING_SCHEMA_VERSION,
    id: sweep.id,
    incidentId: sweep.incidentId,
    status: 'open',
    rule,
    window: {
      start: formatSecond(sweep.start),
      end: formatSecond(sweep.end),
      seconds: thresholds.windowSeconds,
      windowing: thresholds.windowing,
    },
    principal: describePrincipal(sweep.principal, callers),
    thresholds: { minRegions: thresholds.minRegions, minCalls: thresholds.minCalls },
    evidence: {
      ...gatherEvidence(calls, sweep, parts.completeness),
      ...(!isUsual && { eventNames }),
    },
    ...assess(
      { ruleId, calls: within, isSaturated, context: parts.context ?? NO_CONTEXT },
      parts.severity,
    ),
    detectedAt: formatMilliseconds(sweep.openedAt),
  };
}

/** The fields of the principal in which all its calls agree; under a role, sessions may differ. */
function describePrincipal(principal: Principal, callers: readonly Caller[]): FindingPrincipal {
  const agreed = (field: keyof Caller): string | undefined => {
    const [value, ...others] = new Set(callers.map((caller) => caller[field]));
    return others.length === 0 ? value : undefined;
  };
  const arn = agreed('arn');
  const optional = {
    arn,
    accountId: agreed('accountId'),
    roleArn: agreed('roleArn'),
    sessionName: arn && sessionNameOf(arn),
  };
  const known = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    key: principal.key,
    kind: principal.kind,
    type: callers[0]?.type ?? 'Unknown',
    ...Object.fromEntries(known),
  };
}

/** `arn:aws:sts::111122223333:assumed-role/Role/session` → `session`. The caller chose it. */
function sessionNameOf(arn: string): string | undefined {
  return /^arn:[^:]*:sts::[^:]*:assumed-role\/[^/]*\/(.+)/u.exec(arn)?.[1];
}
