import type { TrailSource } from '../../trail/trail-source';
import type { ReadCalls } from '../read-calls';

/** What a thread that reads is told. */
export type ToReader =
  | { readonly kind: 'read'; readonly id: number; readonly sources: readonly TrailSource[] }
  | { readonly kind: 'stop' };

/** What it answers. */
export type FromReader =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly bytes: number;
      readonly records: number;
    }
  | { readonly kind: 'done'; readonly id: number; readonly result: ReadCalls };
