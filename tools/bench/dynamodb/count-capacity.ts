import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  type PutItemCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Attributes, itemBytes, writeUnits } from './item-bytes';

/** What requests took. */
export interface Capacity {
  writeUnits: number;
  readUnits: number;
  /** Requests that write, whether their condition held or not. */
  writes: number;
  /** Requests that read. */
  reads: number;
  /** The share of the units that went into ledgers: into what finding a sweep takes beyond counting its calls. */
  readonly ledger: { writeUnits: number; readUnits: number };
  /** The share that went into what is remembered for the signals: what was learned, and looked up. */
  readonly memory: { writeUnits: number; readUnits: number };
}

/** What requests of this project look like, as far as it matters here. */
type Request = Partial<GetItemCommandInput & PutItemCommandInput & UpdateItemCommandInput>;

/** The member of an answer to a request that asks for `ReturnConsumedCapacity`. */
interface Answer {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

/**
 * Adds up what the requests of a client take, as each answer says. DynamoDB does not say it of a write whose condition
 * does not hold, and takes units for it all the same; those are worked out from the item.
 *
 * @param reader another client, whose requests are not counted.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export function countCapacity(client: DynamoDBClient, reader: DynamoDBClient): Capacity {
  const capacity: Capacity = {
    writeUnits: 0,
    readUnits: 0,
    writes: 0,
    reads: 0,
    ledger: { writeUnits: 0, readUnits: 0 },
    memory: { writeUnits: 0, readUnits: 0 },
  };
  const count = (request: Request, units: number): void => {
    const isWrite = request.Item !== undefined || request.UpdateExpression !== undefined;
    const kind = isWrite ? 'writeUnits' : 'readUnits';
    capacity[isWrite ? 'writes' : 'reads'] += 1;
    capacity[kind] += units;
    if (keyOf(request)?.['sk']?.S?.startsWith('ledger')) {
      capacity.ledger[kind] += units;
    } else if (/^(?:known|seen)#/.test(partitionOf(request))) {
      capacity.memory[kind] += units;
    }
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.input as Request;
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      try {
        const result = await next(args);
        count(request, reportedUnits(result.output as Answer));
        return result;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          count(request, await refusedUnits(request, reader));
        }
        throw error;
      }
    },
    { step: 'initialize', name: 'countCapacity' },
  );
  return capacity;
}

/** @throws Error when the answer does not say; zero would be taken for a figure. */
function reportedUnits({ ConsumedCapacity: consumed }: Answer): number {
  if (consumed?.CapacityUnits === undefined) {
    throw new Error('DynamoDB was asked for ReturnConsumedCapacity, and its answer has none.');
  }
  return consumed.CapacityUnits;
}

/** At most: of what a refused update would have added, some may be there already. */
async function refusedUnits(request: Request, reader: DynamoDBClient): Promise<number> {
  const { Item: item = {} } = await reader.send(
    new GetItemCommand({
      TableName: request.TableName,
      Key: keyOf(request),
      ConsistentRead: true,
    }),
  );
  const added = request.Item ?? { ...item, ...request.ExpressionAttributeValues };
  return writeUnits(Math.max(itemBytes(item), itemBytes(added)));
}

/** The partition that a request is about; each query of this project names it `:pk`. */
function partitionOf(request: Request): string {
  return keyOf(request)?.['pk']?.S ?? request.ExpressionAttributeValues?.[':pk']?.S ?? '';
}

/** The key of the item that a request is about; a query has none. */
function keyOf({ Key: key, Item: item }: Request): Attributes | undefined {
  return key ?? (item && ({ pk: item['pk'], sk: item['sk'] } as Attributes));
}
