declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An HTTP server that speaks the DynamoDB protocol and keeps its tables in memory. */
  function dynalite(options?: { readonly createTableMs?: number }): Server;
  export = dynalite;
}
