import dynalite from 'dynalite';
import { type LoopbackServer, listenOnLoopback } from './listen-on-loopback';

/** A DynamoDB in this process, reachable on the loopback address only. */
export type EmbeddedDynamoDb = LoopbackServer;

/** Starts an empty embedded DynamoDB on a free port. Its tables live as long as it does. */
export async function startEmbeddedDynamoDb(): Promise<EmbeddedDynamoDb> {
  return listenOnLoopback(dynalite({ createTableMs: 0 }));
}
