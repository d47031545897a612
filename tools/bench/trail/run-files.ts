import { createHandler } from '../../../lambda/trail-reader/create-handler';
import { createTrailMetrics } from '../../../lambda/trail-reader/trail-metrics';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { createDynamoDbAllowance } from '../../../src/adapters/dynamodb/dynamodb-allowance';
import { createDynamoDbDeliveries } from '../../../src/adapters/dynamodb/dynamodb-deliveries';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { createHourJudge } from '../../../src/collection/delivery/judge-hours';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { type Capacity, countCapacity } from '../dynamodb/count-capacity';
import { localDetector, localStore, TABLE_NAME } from '../local-function';
import { BUCKET, objectOf, queueEvent, type TrailFile } from '../traffic/trail-files';

/** What a run used. */
export interface TrailRun extends Capacity {
  readonly files: number;
  readonly calls: number;
  readonly notifications: number;
  /** Of the metrics, which the trail reader writes to its log. */
  readonly logBytes: number;
}

const ONE_MINUTE_MS = 60_000;

/**
 * Hands trail files to the handler of the trail reader, on an empty table of an embedded DynamoDB: one file to an
 * invocation, as where few files wait. Processes read at once the files that CloudTrail wrote at the same time. The clock
 * follows the files.
 *
 * @throws Error when a file is not read to its end.
 */
export async function runTrailFiles(
  files: readonly TrailFile[],
  processes: number,
): Promise<TrailRun> {
  const server = await startEmbeddedDynamoDb();
  const [client, reader] = [createLocalClient(server.endpoint), createLocalClient(server.endpoint)];
  const log = countLogBytes();
  try {
    await createTable(reader, TABLE_NAME);
    const capacity = countCapacity(client, reader);
    const objects = new Map(files.map((file) => [file.key, file]));
    let now = 0;
    let notifications = 0;
    const clock = () => now;
    const table = { client, tableName: TABLE_NAME, digest: sha256Digest };
    const newProcess = (_: unknown, process: number) => {
      const deliveries = createDynamoDbDeliveries(table);
      const { logger, ...detector } = localDetector({
        store: localStore(client, clock, process),
        client,
        clock,
        notifier: {
          async publish() {
            notifications += 1;
          },
        },
      });
      return createHandler({
        place: { bucket: BUCKET, prefix: '' },
        reader: {
          ...detector,
          isProbe: () => false,
          pause: async () => {},
          objects: {
            async open(_bucket, key) {
              return oneBlock(objectOf(objects.get(key) as TrailFile));
            },
          },
        },
        clock,
        logger,
        deliveries,
        judgeHour: createHourJudge({
          deliveries,
          allowance: createDynamoDbAllowance(table),
          clock,
          comparesPaths: false,
        }),
        metrics: createTrailMetrics(DEFAULT_CONFIG.regions),
      });
    };
    const handlers = Array.from({ length: processes }, newProcess);
    for (const group of atOnce(files, processes)) {
      now = (group[0]?.writtenAt ?? 0) * 1000 + ONE_MINUTE_MS;
      await Promise.all(
        group.map(async ({ key }, process) => {
          const answer = await handlers[process]?.(queueEvent([key]), {
            getRemainingTimeInMillis: () => 2 * ONE_MINUTE_MS,
          });
          if (answer?.batchItemFailures.length !== 0) {
            throw new Error(`The trail reader failed on ${key}.`);
          }
        }),
      );
    }
    const calls = files.reduce((sum, { records }) => sum + records.length, 0);
    return { ...capacity, files: files.length, calls, notifications, logBytes: log.bytes() };
  } finally {
    log.stop();
    client.destroy();
    reader.destroy();
    await server.stop();
  }
}

/** Groups of files that are read at once, one by each process. */
function atOnce(files: readonly TrailFile[], processes: number): TrailFile[][] {
  const groups: TrailFile[][] = [];
  for (const file of files) {
    const group = groups.at(-1);
    if (group?.[0]?.writtenAt === file.writtenAt && group.length < processes) {
      group.push(file);
    } else {
      groups.push([file]);
    }
  }
  return groups;
}

async function* oneBlock(block: Uint8Array): AsyncGenerator<Uint8Array> {
  yield block;
}

/** Counts what is written to standard output, and keeps it from there. */
function countLogBytes() {
  const { write } = process.stdout;
  let bytes = 0;
  process.stdout.write = (line) => {
    bytes += Buffer.byteLength(String(line));
    return true;
  };
  return {
    bytes: () => bytes,
    stop: () => {
      process.stdout.write = write;
    },
  };
}
