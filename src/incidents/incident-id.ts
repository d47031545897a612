const INCIDENT_ID = /^incident-\d{8}T\d{6}Z-([0-9a-f]{16})$/;

/**
 * The start of the digest of an identity, which ends the ID of each of its incidents. So an ID alone is enough to find
 * the ledger.
 *
 * @returns `undefined` if the text is not the ID of an incident.
 */
export function identityDigestIn(incidentId: string): string | undefined {
  return INCIDENT_ID.exec(incidentId)?.[1];
}
