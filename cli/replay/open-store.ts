import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { RegionSweepConfig } from '../../src/config/config';
import { UsageError } from '../flags/usage-error';
import type { OpenedStore } from './opened-store';
import type { StoreFlags } from './store-flag';

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
    if (endpoint !== undefined) {
      checkUrl(endpoint);
    }
    // Loaded on demand: a replay in memory does not wait for the AWS SDK.
    const { openDynamoDbStore } = await import('./dynamodb-store');
    return openDynamoDbStore(endpoint, config);
  }
  if (endpoint !== undefined) {
    throw new UsageError(
      `--endpoint ${endpoint} needs --store dynamodb; the memory store has no endpoint. Add the one or leave out the other.`,
    );
  }
  const { maxTrackedCalls } = config;
  return { store: createMemorySweepStore({ maxTrackedCalls }), close: async () => {} };
}

function checkUrl(text: string): void {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp) {
    throw new UsageError(
      `--endpoint is no address of a DynamoDB: received ${JSON.stringify(text)}. Allowed is a URL such as http://localhost:8000.`,
    );
  }
}
