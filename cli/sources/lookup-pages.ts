import { setTimeout as pause } from 'node:timers/promises';
import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { SourceError } from '../../src/trail/trail-source';
import { lookupErrorText } from './lookup-errors';

/** AWS allows two requests per second and region. A little fewer, because networks bunch requests. */
const REQUEST_INTERVAL_MS = 550;

/** What to look up in one region. */
export interface Lookup {
  /** Names of the calls. A request looks up one of them. */
  readonly eventNames: readonly string[];
  /** @default the oldest event that AWS keeps */
  readonly start?: Date;
  /** @default now */
  readonly end?: Date;
}

/** A page that was read. */
export interface LookupPage {
  /** How long the events of this name have been read, in milliseconds. */
  readonly elapsed: number;
  /** The time of the last event; pages begin with the newest events. Absent if there was none. */
  readonly oldest?: Date;
  /** Whether this was the last page of this name. */
  readonly isLast: boolean;
}

/**
 * The Event history of one region: the answers of `LookupEvents`, one per line, at the pace that AWS allows. Destroying
 * it ends the request that is under way.
 *
 * The blocks throw SourceError where AWS denies or fails a request.
 */
export function lookupPages(
  client: Pick<CloudTrailClient, 'send'>,
  lookup: Lookup,
  onPage: (page: LookupPage) => void,
): AsyncIterable<Uint8Array> & { readonly destroy: () => void } {
  const stopping = new AbortController();
  return {
    [Symbol.asyncIterator]: () => pagesOf(client, lookup, onPage, stopping.signal),
    destroy: () => stopping.abort(),
  };
}

async function* pagesOf(
  client: Pick<CloudTrailClient, 'send'>,
  { eventNames, start, end }: Lookup,
  onPage: (page: LookupPage) => void,
  abortSignal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const turn = paced(abortSignal);
  try {
    for (const name of eventNames) {
      const startedAt = performance.now();
      let token: string | undefined;
      do {
        await turn();
        const request = new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
          StartTime: start,
          EndTime: end,
          NextToken: token,
        });
        const { Events = [], NextToken } = await client.send(request, { abortSignal });
        yield Buffer.from(`${JSON.stringify({ Events })}\n`);
        token = NextToken;
        const elapsed = performance.now() - startedAt;
        const oldest = Events.at(-1)?.EventTime;
        onPage({ elapsed, ...(oldest && { oldest }), isLast: token === undefined });
      } while (token !== undefined);
    }
  } catch (error) {
    throw new SourceError(lookupErrorText(error, 'cloudtrail:LookupEvents'), { cause: error });
  }
}

/** Waits until the next request may start. */
function paced(signal: AbortSignal): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const wait = nextAt - performance.now();
    if (wait > 0) {
      await pause(wait, undefined, { signal });
    }
    nextAt = performance.now() + REQUEST_INTERVAL_MS;
  };
}
