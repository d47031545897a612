import { createDynamoDbDeliveries } from '../../src/adapters/dynamodb/dynamodb-deliveries';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { hourOf } from '../../src/collection/delivery/silent-places';
import type { Services } from './detector-process';
import type { Delivery } from './scenario';

/** A trail file of a run, and the calls in it. */
export interface AnnouncedFile {
  readonly key: string;
  readonly calls: readonly Delivery[];
  readonly second: number;
  /** How often a message named it. */
  announcements: number;
}

export interface NotedFiles {
  readonly services: Services;
  readonly account: string;
  readonly files: readonly AnnouncedFile[];
  /** The IDs of the calls that EventBridge had brought. */
  readonly brought: ReadonlySet<string>;
  /** Whether nothing failed and the store had room for every call. */
  readonly isExact: boolean;
}

/** Whatever fails, each file counts once, and no call counts as brought by a path that did not bring it. */
export async function deliveryProblems(noted: NotedFiles): Promise<string[]> {
  const { services, account, files, brought, isExact } = noted;
  const deliveries = createDynamoDbDeliveries({
    client: services.dynamoDb,
    tableName: services.tableName,
    digest: sha256Digest,
  });
  const hours = new Set(files.map(({ second }) => hourOf(second)));
  const rows = (await Promise.all([...hours].map(deliveries.readHour)))
    .flat()
    .filter((row) => row.account === account);
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const counted = {
    files: sum((row) => row.files),
    calls: sum((row) => row.calls),
    brought: sum((row) => row.brought),
    trail: sum((row) => row.calls - row.brought - row.unjudged),
  };
  const calls = files.flatMap((file) => file.calls);
  // Different users of a scenario may have calls with the same ID.
  const distinct = new Set(calls.map(({ call }) => call.call.eventId)).size;
  const byEventBridge = calls.filter(({ call }) => brought.has(call.call.eventId)).length;
  // If the first reading of two fails, the second takes its calls for brought.
  const isTwice = files.some(({ announcements }) => announcements > 1);
  const wanted = { files: files.length, calls: calls.length };
  const isRight =
    counted.files === wanted.files &&
    counted.calls === wanted.calls &&
    (isTwice || counted.brought <= byEventBridge) &&
    counted.trail <= calls.length - byEventBridge &&
    (!isExact || counted.brought + counted.trail === distinct);
  return isRight
    ? []
    : [`noted ${JSON.stringify(counted)} of ${JSON.stringify({ ...wanted, byEventBridge })}`];
}
