import type { Digest } from '../model';
import { compactSecond, parseEventTime } from '../time';
import { withoutPath } from './identity';

/** Hexadecimal digits of the identity's digest, in IDs and in keys of the table. */
const IDENTITY_DIGITS = 16;

/** The same with and without the path of a user or role, because not every record has it. */
export function identityDigits(identity: string, digest: Digest): string {
  return digest(withoutPath(identity)).slice(0, IDENTITY_DIGITS);
}

/**
 * The ID of an incident, given when it is opened, and kept.
 *
 * @param identity its key.
 * @param second start of the bucket in which its first sweep begins.
 * @returns for example `incident-20230808T063230Z-1f0c3a5e9b7d2c48`.
 */
export function incidentId(identity: string, second: number, digest: Digest): string {
  return `incident-${compactSecond(second)}-${identityDigits(identity, digest)}`;
}

/** An ID, with the parts of its time. */
const ID = /^incident-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-.*$/s;

/** @returns the second in the ID of an incident, since the epoch; `NaN` for another text. */
export function incidentSecond(id: string): number {
  return parseEventTime(id.replace(ID, '$1-$2-$3T$4:$5:$6Z')) ?? Number.NaN;
}
