import { isAbove, type Severity } from '../rules/rule';
import { utf8Length } from '../text';
import { formatMilliseconds } from '../time';

/** How many acknowledgements a ledger keeps. The newest win. */
export const MAX_ACKNOWLEDGEMENTS = 8;

/** How many actors an acknowledgement covers. */
export const MAX_ACKNOWLEDGED_ACTORS = 16;

/** UTF-8 bytes of all acknowledgements of a ledger, as JSON: a quarter of what the item may have. */
export const MAX_ACKNOWLEDGEMENT_BYTES = 4096;

/** How long the texts of an acknowledgement may be, in characters. */
export const MAX_REASON_LENGTH = 200;
export const MAX_NAME_LENGTH = 64;

/** Someone has looked at an incident: for a while, repeats by its actors send no alert. */
export interface Acknowledgement {
  readonly incidentId: string;
  /** Tokens of each actor that the incident had by then; see `actors.ts`. */
  readonly actors: readonly (readonly string[])[];
  /** The severity that the incident had by then. A higher one sends an alert. */
  readonly severity: Severity;
  /** The name that the person gave. RegionSweep does not verify it. */
  readonly by: string;
  readonly reason: string;
  /** Milliseconds since the epoch, as is `until`. */
  readonly at: number;
  readonly until: number;
}

/** What an incident shows about its acknowledgement. Times are ISO 8601, UTC. */
export interface AcknowledgementNote {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  readonly until: string;
  /** The highest severity that sends no alert. */
  readonly severity: Severity;
}

/** What a person enters to acknowledge an incident. */
export type AcknowledgementInput = Pick<Acknowledgement, 'by' | 'reason' | 'at' | 'until'>;

/** The part of a ledger that this module reads and changes. */
interface Acknowledged {
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** The part of an incident that its acknowledgement covers. */
interface Acknowledgeable extends Pick<Acknowledgement, 'actors'> {
  readonly id: string;
  readonly worth: Pick<Acknowledgement, 'severity'>;
}

/** The ledger with an acknowledgement of one of its incidents, which replaces an earlier one of the same incident. */
export function withAcknowledgement<Ledger extends Acknowledged>(
  ledger: Ledger,
  { id, actors, worth }: Acknowledgeable,
  input: AcknowledgementInput,
): Ledger {
  const added: Acknowledgement = {
    incidentId: id,
    actors: actors.slice(0, MAX_ACKNOWLEDGED_ACTORS),
    severity: worth.severity,
    ...input,
  };
  const valid = (ledger.acknowledgements ?? []).filter(
    ({ incidentId, until }) => incidentId !== id && until > input.at,
  );
  return { ...ledger, acknowledgements: newestThatFit([...valid, added]) };
}

/** The last ones that fit, and in any case the last. */
function newestThatFit(all: readonly Acknowledgement[]): readonly Acknowledgement[] {
  const kept = all.slice(-MAX_ACKNOWLEDGEMENTS);
  while (kept.length > 1 && utf8Length(JSON.stringify(kept)) > MAX_ACKNOWLEDGEMENT_BYTES) {
    kept.shift();
  }
  return kept;
}

/**
 * Whether an acknowledgement covers what an actor did, so that it sends no alert. An acknowledgement never covers a
 * higher severity, nor an actor that shares no token with those of its incident.
 *
 * @param tokens of one actor.
 * @param now milliseconds since the epoch.
 */
export function isAcknowledged(
  acknowledgements: readonly Acknowledgement[] | undefined,
  tokens: readonly string[],
  { severity }: Pick<Acknowledgement, 'severity'>,
  now: number,
): boolean {
  return (acknowledgements ?? []).some(
    (one) =>
      now < one.until &&
      !isAbove(severity, one.severity) &&
      one.actors.some((actor) => actor.some((token) => tokens.includes(token))),
  );
}

/** What an incident shows about its acknowledgement, also when that has expired; nothing if nobody acknowledged it. */
export function acknowledgementNote(
  { acknowledgements }: Acknowledged,
  incidentId: string,
): AcknowledgementNote | undefined {
  const found = acknowledgements?.find((one) => one.incidentId === incidentId);
  if (found === undefined) {
    return undefined;
  }
  const { by, reason, at, until, severity } = found;
  return { by, reason, at: formatMilliseconds(at), until: formatMilliseconds(until), severity };
}
