import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { NotificationState, Notified, Sweep } from '../../detection/sweep';
import type { Ledger } from '../../ports/sweep-store';
import type { Item } from './bucket-item';
import type { ItemKey } from './keys';

/** One replacement of a ledger item. */
export interface LedgerPut {
  readonly tableName: string;
  readonly key: ItemKey;
  /** For people who read the table; the key only holds a digest of it. */
  readonly principalKey: string;
  readonly sweeps: readonly Sweep[];
  /** Version that the item must have; 0 if it must not exist. */
  readonly version: number;
  readonly token: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The `PutItem` that replaces a ledger if its version is still the same. */
export function ledgerPut(put: LedgerPut): PutItemCommandInput {
  const { version } = put;
  return {
    TableName: put.tableName,
    Item: {
      ...put.key,
      version: { N: String(version + 1) },
      principal: { S: put.principalKey },
      sweeps: { S: JSON.stringify(put.sweeps.map(storedSweep)) },
      token: { S: put.token },
      expiresAt: { N: String(put.expiresAt) },
    },
    ExpressionAttributeNames: { '#version': 'version' },
    ...(version === 0
      ? { ConditionExpression: 'attribute_not_exists(#version)' }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeValues: { ':version': { N: String(version) } },
        }),
  };
}

/**
 * A ledger item as a ledger. Without an item, the ledger is empty.
 *
 * @throws Error if its list of sweeps is unreadable.
 */
export function ledgerOfItem(item: Item | undefined): Ledger {
  if (item === undefined) {
    return { version: 0, sweeps: [] };
  }
  return {
    version: Number(item['version']?.N ?? 0),
    sweeps: sweepsOf(item),
  };
}

function sweepsOf(item: Item): Sweep[] {
  const text = item['sweeps']?.S ?? '[]';
  try {
    return (JSON.parse(text) as StoredSweep[]).map(sweepOfStored);
  } catch (error) {
    throw new Error(
      `The list of sweeps in the ledger item "${item['pk']?.S}" is not valid JSON. Delete the item; RegionSweep then finds and reports its sweeps again.`,
      { cause: error },
    );
  }
}

/** A sweep as stored. Items of 0.1 have `told` where the code has `notified`, and that name stays. */
type StoredSweep = Omit<Sweep, 'notification'> & {
  readonly notification: Omit<NotificationState, 'notified'> & { readonly told?: Notified };
};

function storedSweep(sweep: Sweep): StoredSweep {
  const { notification } = sweep;
  if (!('notified' in notification)) {
    return { ...sweep, notification };
  }
  const { notified, ...state } = notification;
  return { ...sweep, notification: { ...state, ...(notified && { told: notified }) } };
}

function sweepOfStored(stored: StoredSweep): Sweep {
  const { told, ...state } = stored.notification;
  const notification = { ...state, ...(told && { notified: told }) } as NotificationState;
  return { ...stored, notification };
}
