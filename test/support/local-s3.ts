import { createServer, type ServerResponse } from 'node:http';
import {
  type LoopbackServer,
  listenOnLoopback,
} from '../../src/adapters/dynamodb/listen-on-loopback';

/** Answers a request for an object. @param attempt 1 for the first one. */
export type LocalObject = (response: ServerResponse, attempt: number) => void;

/** The part of S3 that a reader of objects sees, on the loopback address. */
export interface LocalS3 extends LoopbackServer {
  /** By `bucket/key`. */
  readonly objects: Map<string, LocalObject>;
}

export async function startLocalS3(): Promise<LocalS3> {
  const objects: LocalS3['objects'] = new Map();
  const attempts = new Map<string, number>();
  const server = createServer(({ url = '' }, response) => {
    const [, path = ''] = /^\/([^?]*)/.exec(url) ?? [];
    const name = decodeURIComponent(path);
    const attempt = (attempts.get(name) ?? 0) + 1;
    attempts.set(name, attempt);
    const object = objects.get(name) ?? refuse(404, 'NoSuchKey', `<Key>${name}</Key>`);
    object(response, attempt);
  });
  return { ...(await listenOnLoopback(server)), objects };
}

/** An object that is there. */
export function stored(body: Buffer): LocalObject {
  return (response) => void response.writeHead(200, { 'content-length': body.length }).end(body);
}

/** An object that S3 refuses, with an error as S3 writes it. */
export function refuse(status: number, code: string, more = ''): LocalObject {
  return (response) => {
    const error = `<Error><Code>${code}</Code><Message>${code} message</Message>${more}</Error>`;
    response.writeHead(status, { 'content-type': 'application/xml' }).end(error);
  };
}
