import type { HistoryPart } from '../trail/find/history-part';
import { daysAsNumbers, daysAsText, deliveryOf } from './partition-time';
import { identifier, oneOf } from './sql';
import type { AthenaTable } from './table';

/** How the partitions of a table limit what Athena reads. */
export interface Partitioning {
  /** Conditions on partition keys, for SQL. */
  readonly conditions: readonly string[];
  /** The limits of the part for which Athena reads fewer partitions. */
  readonly prunes: HistoryPart;
  /** Flags that the table cannot be queried without. */
  readonly neededFlags: readonly string[];
}

const ACCOUNT_KEYS = ['account', 'accountid', 'account_id', 'aws_account_id', 'account_partition'];
const REGION_KEYS = ['region', 'aws_region', 'region_partition'];

export function partitioningOf(table: AthenaTable, part: HistoryPart): Partitioning {
  const { from, to, accounts, regions } = part;
  // The partitions of an Iceberg table follow from columns.
  const keys = isIceberg(table) ? [...table.columns.keys()] : table.partitionKeys;
  const accountKey = keys.find((key) => ACCOUNT_KEYS.includes(key));
  const regionKey = keys.find((key) => REGION_KEYS.includes(key));
  const days = dayConditions(table, deliveryOf(part));
  return {
    conditions: [
      ...(accountKey && accounts ? [oneOf(identifier(accountKey), accounts)] : []),
      ...(regionKey && regions ? [oneOf(identifier(regionKey), regions)] : []),
      ...(days ?? []),
    ],
    prunes: {
      ...(accountKey && accounts && { accounts }),
      ...(regionKey && regions && { regions }),
      ...(days && from !== undefined && { from }),
      ...(days && to !== undefined && { to }),
    },
    neededFlags: [
      ...(isInjected(table, accountKey) && accounts === undefined ? ['--accounts'] : []),
      ...(isInjected(table, regionKey) && regions === undefined ? ['--regions'] : []),
    ],
  };
}

/**
 * The key that holds the time of a partition, and how.
 *
 * @returns undefined if no key holds one, or if its format is unknown.
 */
function dayConditions(
  table: AthenaTable,
  delivery: Pick<HistoryPart, 'from' | 'to'>,
): string[] | undefined {
  const { columns, partitionKeys } = table;
  if (['year', 'month', 'day'].every((key) => partitionKeys.includes(key))) {
    return daysAsNumbers(delivery);
  }
  const projected = partitionKeys.find((key) => projection(table, key, 'type') === 'date');
  if (projected !== undefined) {
    // Partitions of several days may begin before the first day of the part.
    const isDaily = ['', '1'].includes(projection(table, projected, 'interval'));
    return isDaily
      ? daysAsText(projected, projection(table, projected, 'format'), delivery)
      : undefined;
  }
  const typed = partitionKeys.find((key) => typeNameOf(table, key) === 'date');
  if (typed !== undefined) {
    return daysAsText(typed, 'yyyy-MM-dd', delivery, (day) => `DATE '${day}'`);
  }
  // Security Lake, source version 1. Its text may go on with the hour.
  if (partitionKeys.includes('eventday')) {
    return daysAsText('eventday', 'yyyyMMdd', delivery);
  }
  // Security Lake, source version 2. The query limits this column anyway.
  return isIceberg(table) && columns.has('time_dt') ? [] : undefined;
}

function isIceberg({ parameters }: AthenaTable): boolean {
  return parameters['table_type']?.toUpperCase() === 'ICEBERG';
}

/** A setting of partition projection; empty if it is absent. */
export function projection({ parameters }: AthenaTable, key: string, setting: string): string {
  const isEnabled = parameters['projection.enabled']?.toLowerCase() === 'true';
  return isEnabled ? (parameters[`projection.${key}.${setting}`] ?? '') : '';
}

function isInjected(table: AthenaTable, key: string | undefined): boolean {
  return key !== undefined && projection(table, key, 'type') === 'injected';
}

function typeNameOf({ columns }: AthenaTable, key: string): string | undefined {
  const type = columns.get(key);
  return type?.kind === 'other' ? type.name : undefined;
}
