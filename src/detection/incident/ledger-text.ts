import type { Principal } from '../model';
import type { RuleId } from '../rules/rule-catalog';
import type { LedgerState, Sweep } from './ledger';

/** A sweep in a ledger's text: numbers where other parts of the text hold the value. */
type StoredSweep = readonly [
  ruleId: RuleId,
  principal: number,
  windowSeconds: number,
  start: number,
  end: number,
  openedAt: number,
  id: string,
  incident: string | number,
];

/** What a ledger's text holds. Members that this version does not know stay as they are. */
type StoredLedger = Omit<LedgerState, 'sweeps'> & {
  readonly principals: readonly Principal[];
  readonly sweeps: readonly StoredSweep[];
};

/** The text in which a ledger is stored: JSON with each principal once, because a caller may choose long names. */
export function ledgerText({ sweeps, ...rest }: LedgerState): string {
  const principals: Principal[] = [];
  const numberOf = ({ kind, key }: Principal): number => {
    const known = principals.findIndex((principal) => principal.key === key);
    return known >= 0 ? known : principals.push({ kind, key }) - 1;
  };
  const stored = sweeps.map((sweep): StoredSweep => {
    const { ruleId, principal, windowSeconds, start, end, openedAt, id, incidentId } = sweep;
    const incident = rest.incidents.findIndex((one) => one.id === incidentId);
    return [
      ruleId,
      numberOf(principal),
      windowSeconds,
      start,
      end,
      openedAt,
      id,
      incident >= 0 ? incident : incidentId,
    ];
  });
  const text: StoredLedger = { ...rest, principals, sweeps: stored };
  return JSON.stringify(text);
}

/** @throws SyntaxError if it is no JSON. */
export function ledgerOfText(text: string): LedgerState {
  const { principals, sweeps, ...rest } = JSON.parse(text) as StoredLedger;
  return {
    ...rest,
    sweeps: sweeps.map((stored): Sweep => {
      const [ruleId, principal, windowSeconds, start, end, openedAt, id, incident] = stored;
      return {
        ruleId,
        principal: principals[principal] as Principal,
        windowSeconds,
        start,
        end,
        openedAt,
        id,
        incidentId:
          typeof incident === 'string' ? incident : (rest.incidents[incident]?.id as string),
      };
    }),
  };
}
