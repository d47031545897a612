import type { TrailSource } from '../../trail/trail-source';
import type { ReadCalls } from '../read-calls';

/** A message to a thread that reads. */
export type ToReader =
  | { readonly kind: 'read'; readonly id: number; readonly sources: readonly TrailSource[] }
  | { readonly kind: 'stop' };

/** A message from a thread that reads. */
export type FromReader =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly bytes: number;
      readonly records: number;
    }
  | { readonly kind: 'done'; readonly id: number; readonly result: ReadCalls };
