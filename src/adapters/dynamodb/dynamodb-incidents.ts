import {
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ledgerText } from '../../detection/incident/ledger-text';
import type { IncidentList } from '../../ports/incident-list';
import type { Item } from './bucket-item';
import { unlessConditionFails } from './errors';
import {
  identityDigestOf,
  identityLedgerKey,
  identityLedgerOfItem,
  OPEN,
  OPEN_INCIDENTS_INDEX,
  stateOf,
} from './incident-item';

export interface DynamoDbIncidentsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** A text that no other write has. It distinguishes our own write from others. */
  readonly uniqueToken: () => string;
}

/** Ledgers that are read at once. */
const READS_AT_ONCE = 16;

/** The ledgers of identities in the table of the store, and its index of open incidents. */
export function createDynamoDbIncidents(options: DynamoDbIncidentsOptions): IncidentList {
  const { client, tableName: TableName } = options;

  async function getItem(identityDigest: string): Promise<Item | undefined> {
    const Key = identityLedgerKey(identityDigest);
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item;
  }

  async function openDigests(): Promise<string[]> {
    const { name, partitionKey } = OPEN_INCIDENTS_INDEX;
    const pages = paginateQuery(
      { client },
      {
        TableName,
        IndexName: name,
        KeyConditionExpression: '#open = :open',
        ExpressionAttributeNames: { '#open': partitionKey },
        ExpressionAttributeValues: { ':open': { S: OPEN } },
      },
    );
    const digests: string[] = [];
    for await (const { Items = [] } of pages) {
      digests.push(...Items.map(identityDigestOf));
    }
    return digests;
  }

  return {
    async readOpen() {
      const digests = await openDigests();
      const items: (Item | undefined)[] = [];
      for (let start = 0; start < digests.length; start += READS_AT_ONCE) {
        const some = digests.slice(start, start + READS_AT_ONCE);
        items.push(...(await Promise.all(some.map(getItem))));
      }
      return items.flatMap((item) => (item === undefined ? [] : identityLedgerOfItem(item)));
    },

    async read(identityDigest) {
      const item = await getItem(identityDigest);
      return item && identityLedgerOfItem(item);
    },

    async acknowledge({ identityDigest, version }, acknowledgements) {
      const item = await getItem(identityDigest);
      if (item === undefined || Number(item['version']?.N) !== version) {
        return false;
      }
      const lastMs = Math.max(...acknowledgements.map(({ until }) => until));
      const expiresAt = Math.max(Number(item['expiresAt']?.N ?? 0), Math.ceil(lastMs / 1000));
      const token = options.uniqueToken();
      const update = new UpdateItemCommand({
        TableName,
        Key: identityLedgerKey(identityDigest),
        // Only these attributes: a later version may store others.
        UpdateExpression: `SET #state = :state, #version = :next, #token = :token, #expiresAt = :expiresAt`,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#version': 'version',
          '#token': 'token',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':state': { S: ledgerText({ ...stateOf(item), acknowledgements }) },
          ':version': { N: String(version) },
          ':next': { N: String(version + 1) },
          ':token': { S: token },
          ':expiresAt': { N: String(expiresAt) },
        },
      });
      if (await unlessConditionFails(client.send(update))) {
        return true;
      }
      // The SDK repeats a request whose answer was lost, so the write may be our own.
      return (await getItem(identityDigest))?.['token']?.S === token;
    },
  };
}
