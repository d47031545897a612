import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { RegionSweepConfig } from '../../src/config/config';
import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';
import type { OpenedStore } from './dynamodb-store';

/** Where a replay keeps its state. */
export const STORE_KINDS = ['memory', 'dynamodb'] as const;

export interface StoreFlags {
  readonly store: (typeof STORE_KINDS)[number];
  readonly endpoint?: string;
}

/**
 * Opens the store that the flags ask for.
 *
 * @throws UsageError when the flags do not fit together.
 */
export async function openStore(
  { store, endpoint }: StoreFlags,
  config: RegionSweepConfig,
): Promise<OpenedStore> {
  if (store === 'dynamodb') {
    const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (endpoint !== undefined && !/^https?:$/.test(url?.protocol ?? '')) {
      throw new UsageError(
        `--endpoint: ${shownValue(endpoint)} is not an HTTP or HTTPS URL. Use the URL of a DynamoDB, such as http://localhost:8000.`,
      );
    }
    // Loaded on demand: a replay in memory does not need the AWS SDK.
    const { openDynamoDbStore } = await import('./dynamodb-store');
    return openDynamoDbStore(endpoint, config);
  }
  if (endpoint !== undefined) {
    throw new UsageError(
      `--endpoint ${shownValue(endpoint)} needs --store dynamodb, because the memory store has no endpoint. Add --store dynamodb, or remove --endpoint.`,
    );
  }
  const { maxTrackedCalls } = config;
  return { store: createMemorySweepStore({ maxTrackedCalls }), close: async () => {} };
}
