import dynalite from 'dynalite';
import { type LoopbackServer, listenOnLoopback } from './listen-on-loopback';

/** A DynamoDB in this process, reachable only from this machine. */
export type EmbeddedDynamoDb = LoopbackServer;

/** Starts an empty embedded DynamoDB on a free port. It keeps its tables in memory. */
export async function startEmbeddedDynamoDb(): Promise<EmbeddedDynamoDb> {
  return listenOnLoopback(dynalite({ createTableMs: 0 }));
}
