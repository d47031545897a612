import { userInfo } from 'node:os';
import { shownValue } from '../../src/config/shown-value';
import {
  type AcknowledgementInput,
  MAX_NAME_LENGTH,
  MAX_REASON_LENGTH,
} from '../../src/detection/incident/acknowledgement';
import { identityDigestIn } from '../../src/incidents/incident-id';
import type { TargetFlags } from '../deployment/target-flags';
import { UsageError } from '../flags/usage-error';

export const INCIDENT_FORMATS = ['table', 'ndjson', 'json'] as const;

/** The flags of `incident list` and `incident show`, as given. */
export interface ShowFlags extends TargetFlags {
  readonly format?: (typeof INCIDENT_FORMATS)[number];
}

/** The flags of `incident ack`, as given. */
export interface AckFlags extends TargetFlags {
  readonly reason: string;
  readonly by?: string;
  readonly hours: string;
}

export const DEFAULT_HOURS = 24;

/** A weekend. What is harmless for longer belongs in the allow-list. */
export const MAX_HOURS = 72;

const HOUR_MS = 3_600_000;

/** Printable, on one line, and not blank. */
const LINE = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** The digest of the identity that the ID of an incident ends with. @throws UsageError */
export function identityDigestOf(incidentId: string): string {
  const digest = identityDigestIn(incidentId);
  if (digest === undefined) {
    throw new UsageError(
      `${shownValue(incidentId)} is not the ID of an incident such as incident-20260314T092640Z-0123456789abcdef. Copy it from a message, or list the open incidents with regionsweep incident list.`,
    );
  }
  return digest;
}

/**
 * What the flags of `incident ack` say.
 *
 * @param now milliseconds since the epoch.
 * @throws UsageError
 */
export function acknowledgementFrom(flags: AckFlags, now: number): AcknowledgementInput {
  return {
    by: lineOf('--by', flags.by ?? userName(), MAX_NAME_LENGTH, '--by jane'),
    reason: lineOf('--reason', flags.reason, MAX_REASON_LENGTH, '--reason "known scanner"'),
    at: now,
    until: now + hoursOf(flags) * HOUR_MS,
  };
}

function hoursOf({ hours }: AckFlags): number {
  const count = /^\d{1,3}$/.test(hours) ? Number(hours) : 0;
  if (count < 1 || count > MAX_HOURS) {
    throw new UsageError(
      `--hours: ${shownValue(hours)} is not a whole number from 1 to ${MAX_HOURS}. Use, for example, --hours 8. For longer, add an allow-list entry.`,
    );
  }
  return count;
}

function lineOf(flag: string, text: string, longest: number, example: string): string {
  const trimmed = text.trim();
  if (!LINE.test(trimmed) || trimmed.length > longest) {
    throw new UsageError(
      `${flag}: ${shownValue(text)} is not text on one line of at most ${longest} characters. Use, for example, ${example}.`,
    );
  }
  return trimmed;
}

/** @throws UsageError when the system has no name for the user, as in some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    throw new UsageError(
      'The system has no name for you. Add --by with your name, for example --by jane.',
    );
  }
}
