import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../src/adapters/dynamodb/listen-on-loopback';

/** @param answer given each request with its body as text; ends the response. */
export async function startLoopbackServer(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => unknown,
): Promise<LoopbackServer> {
  return listenOnLoopback(
    createServer(async (request, response) => {
      await answer(request, await readBody(request), response);
    }),
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
