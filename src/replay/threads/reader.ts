import type { TrailSource } from '../../trail/trail-source';
import { type OnRead, type ReadCalls, type ReadCallsOptions, readCalls } from '../read-calls';

/** Reads the calls in files: in this thread, or in another. */
export interface Reader {
  /**
   * Reads files one after the other.
   *
   * @throws Error when the reader itself breaks; what is wrong with files is in the result.
   */
  read(sources: readonly TrailSource[], onRead: OnRead): Promise<ReadCalls>;
  /** Lets what is being read end early, with what was read of it, and all that comes after at once. */
  stop(): void;
  close(): Promise<void>;
}

/** A reader in this thread. */
export function createLocalReader(options: ReadCallsOptions): Reader {
  const stopping = new AbortController();
  return {
    read: (sources, onRead) => readCalls(sources, options, onRead, stopping.signal),
    stop: () => stopping.abort(),
    close: async () => {},
  };
}
