import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { EmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { freePort } from '../emulator/free-port';
import { type Service, startService } from '../tools/commands';
import { CACHE, javaClasspath, javaCommand, javaLibraryPath } from '../tools/toolchain';

const SERVER = 'software.amazon.dynamodb.services.local.main.ServerRunner';

/** Only to end what hangs. */
const START_LIMIT_MS = 120_000;
const POLL_MS = 100;

/**
 * Starts an empty DynamoDB Local, the DynamoDB that AWS gives out for tests. Its tables are in its memory.
 *
 * @throws Error with its log when it does not come up.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html
 */
export async function startDynamoDbLocal(): Promise<EmbeddedDynamoDb> {
  const folder = mkdtempSync(path.join(CACHE, 'dynamodb-local-'));
  const log = path.join(folder, 'server.log');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const service = startService(
    javaCommand(),
    [
      `-Djava.library.path=${javaLibraryPath('dynamodb-local')}`,
      ...['-cp', javaClasspath('dynamodb-local'), SERVER],
      ...['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
    ],
    { folder, log },
  );
  const stop = async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await isReady(endpoint, service))) {
    const output = readFileSync(log, 'utf8');
    await stop();
    throw new Error(`DynamoDB Local did not start.\n${output}`);
  }
  return { endpoint, stop };
}

/** Whether it lists its tables, which needs its database, before it ends or the time is over. */
async function isReady(endpoint: string, service: Service): Promise<boolean> {
  const state = { hasEnded: false };
  service.ended.then(() => {
    state.hasEnded = true;
  });
  const client = createLocalClient(endpoint);
  const deadline = Date.now() + START_LIMIT_MS;
  try {
    while (!state.hasEnded && Date.now() < deadline) {
      const answer = await client.send(new ListTablesCommand({})).catch(() => undefined);
      if (answer !== undefined) {
        return true;
      }
      await pause(POLL_MS);
    }
    return false;
  } finally {
    client.destroy();
  }
}
