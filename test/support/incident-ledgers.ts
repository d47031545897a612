import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  identityLedgerKey,
  OPEN,
  OPEN_INCIDENTS_INDEX,
} from '../../src/adapters/dynamodb/incident-item';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import {
  type IncidentState,
  isOpen,
  type LedgerState,
  type Sweep,
} from '../../src/detection/incident/ledger';
import { ledgerText } from '../../src/detection/incident/ledger-text';
import { formatMilliseconds } from '../../src/detection/time';

/** 2026-03-14T09:26:40Z. */
export const FIRST_SECOND = 1_773_480_400;

/** An identity that no other test uses: a user. */
export function newIdentity(name: string): string {
  identities += 1;
  return `arn:aws:iam::111122223333:user/${name}-${identities}`;
}
let identities = 0;

/** The start of the digest of an identity. */
export function digestOf(identity: string): string {
  return sha256Digest(identity).slice(0, 16);
}

/** An open incident of severity high, alerted, with one sweep by one actor. */
export function incidentState(
  identity: string,
  overrides: Partial<IncidentState> = {},
): IncidentState {
  const openedAt = (FIRST_SECOND + 47) * 1000;
  return {
    id: `incident-20260314T092640Z-${digestOf(identity)}`,
    first: FIRST_SECOND,
    last: FIRST_SECOND + 32,
    openedAt,
    changedAt: openedAt,
    worth: { severity: 'high', audience: 'people' },
    actors: [['key-1', 'ip-1']],
    newActors: 0,
    ...overrides,
  };
}

/** The sweep of an incident: 17 calls from its first second on. */
export function sweepOf(identity: string, incidentId: string): Sweep {
  return {
    id: `describe-instances-20260314T092640Z-${digestOf(identity)}`,
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: `arn:${identity}` },
    windowSeconds: 30,
    start: FIRST_SECOND,
    end: FIRST_SECOND + 62,
    openedAt: (FIRST_SECOND + 47) * 1000,
    incidentId,
  };
}

/** A ledger as the detector stores it. */
export interface StoredLedger {
  readonly identity: string;
  readonly state: LedgerState;
  /** @default 1 */
  readonly version?: number;
  /** @default 1 */
  readonly expiresAt?: number;
}

/** Stores a ledger in the table, whatever is there. */
export async function putLedger(
  client: DynamoDBClient,
  tableName: string,
  { identity, state, version = 1, expiresAt = 1 }: StoredLedger,
): Promise<void> {
  const { partitionKey, sortKey } = OPEN_INCIDENTS_INDEX;
  const opened = state.incidents.filter(isOpen).map(({ openedAt }) => openedAt);
  await client.send(
    new PutItemCommand({
      TableName: tableName,
      Item: {
        ...identityLedgerKey(digestOf(identity)),
        identity: { S: identity },
        version: { N: String(version) },
        state: { S: ledgerText(state) },
        token: { S: 'of-the-detector' },
        expiresAt: { N: String(expiresAt) },
        ...(opened.length > 0 && {
          [partitionKey]: { S: OPEN },
          [sortKey]: { S: formatMilliseconds(Math.min(...opened)) },
        }),
      },
    }),
  );
}
