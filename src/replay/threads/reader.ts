import { setMaxListeners } from 'node:events';
import { namesToRead } from '../../trail/split/prefilter';
import type { TrailSource } from '../../trail/trail-source';
import { type OnRead, type ReadCalls, type ReadCallsOptions, readCalls } from '../read-calls';
import { RecordParser } from '../record-parser';

/** Reads the calls in files, in this thread or in another. */
export interface Reader {
  /**
   * Reads files one after the other.
   *
   * @throws Error when the reader itself fails. Problems with files are part of the result.
   */
  read(sources: readonly TrailSource[], onRead: OnRead): Promise<ReadCalls>;
  /** Ends the current reading early, with what was read so far, and every later one at once. */
  stop(): void;
  close(): Promise<void>;
}

/** A reader in this thread. */
export function createLocalReader(options: ReadCallsOptions): Reader {
  const stopping = new AbortController();
  // Every stream that is open listens, and there may be one for each region of AWS.
  setMaxListeners(0, stopping.signal);
  const how = {
    ...options,
    parser: new RecordParser(options),
    names: namesToRead(options.watches ?? []),
  };
  return {
    read: (sources, onRead) => readCalls(sources, how, onRead, stopping.signal),
    stop: () => stopping.abort(),
    close: async () => {},
  };
}
