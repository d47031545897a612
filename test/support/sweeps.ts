import type { IncidentTotals } from '../../src/detection/incident/incident';
import type { IncidentState, Sweep } from '../../src/detection/incident/ledger';
import { ALICE_ARN } from './calls';

/** A sweep by Alice opened at 0, in an incident named `incident`, unless given. */
export function sweepOf(
  id: string,
  start: number,
  end: number,
  overrides: Partial<Sweep> = {},
): Sweep {
  return {
    id,
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: `arn:${ALICE_ARN}` },
    windowSeconds: 30,
    start,
    end,
    openedAt: 0,
    incidentId: 'incident',
    ...overrides,
  };
}

export const SMALL_TOTALS: IncidentTotals = {
  sweeps: 1,
  calls: 3,
  regions: 3,
  denied: 0,
  accounts: 1,
  actors: 1,
  watchedCalls: 0,
  atLeast: false,
};

/** An incident of low severity that nobody has published, unless given. */
export function incidentStateOf(
  id: string,
  first: number,
  last: number,
  overrides: Partial<IncidentState> = {},
): IncidentState {
  return {
    id,
    first,
    last,
    openedAt: 0,
    changedAt: 0,
    worth: { severity: 'low', audience: 'people' },
    actors: [],
    newActors: 0,
    ...overrides,
  } as IncidentState;
}
