import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** A DynamoDB in this process, reachable on the loopback address only. */
export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts an empty embedded DynamoDB on a free port. Its tables live as long as it does. */
export async function startEmbeddedDynamoDb(): Promise<EmbeddedDynamoDb> {
  const server: Server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
