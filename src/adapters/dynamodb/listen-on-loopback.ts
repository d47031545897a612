import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that only this machine can reach. */
export interface LoopbackServer {
  /** For example `http://127.0.0.1:40001`. */
  readonly endpoint: string;
  /** Closes it and all its connections. */
  stop(): Promise<void>;
}

/**
 * Makes a server listen on the loopback address, on a free port.
 *
 * @throws the error of the system if it cannot listen.
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
