import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that nobody but this machine reaches. */
export interface LoopbackServer {
  /** For example `http://127.0.0.1:40001`. */
  readonly endpoint: string;
  /** Ends it with all its connections. */
  stop(): Promise<void>;
}

/**
 * Has a server listen on the loopback address, on a port that is free.
 *
 * @throws Error of the system when it cannot listen.
 */
export async function listenOnLoopback(server: Server): Promise<LoopbackServer> {
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
