import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback address, on a port that was free. */
export interface LoopbackServer {
  /** For example `http://127.0.0.1:40001`. */
  readonly endpoint: string;
  /** Ends it with all its connections. */
  stop(): Promise<void>;
}

/** @param answer given each request with its body as text; ends the response. */
export async function startLoopbackServer(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => unknown,
): Promise<LoopbackServer> {
  const server = createServer(async (request, response) => {
    await answer(request, await readBody(request), response);
  });
  await new Promise<void>((resolve) => {
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
