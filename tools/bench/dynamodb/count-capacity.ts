import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  type PutItemCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Attributes, itemBytes, writeUnits } from './item-bytes';

/** The capacity that requests used. */
export interface Capacity {
  writeUnits: number;
  readUnits: number;
  /** Requests that write, whether their condition held or not. */
  writes: number;
  /** Requests that read. */
  reads: number;
  /** Round trips: the longest chain of requests in which each began after the one before had ended. */
  roundTrips: number;
  /** What finding a sweep uses beyond counting its calls: ledgers, the baseline, sightings and watched calls. */
  readonly publishing: { writeUnits: number; readUnits: number };
  /** Writing the delivery notes of trail files, and reading them again. */
  readonly delivery: { writeUnits: number; readUnits: number };
}

type Request = Partial<GetItemCommandInput & PutItemCommandInput & UpdateItemCommandInput>;

interface Answer {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

/**
 * Adds up the capacity that each answer reports. DynamoDB reports none for a write whose condition does not hold, and
 * charges for it all the same; the item tells how much.
 *
 * @param reader another client, whose requests do not count.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export function countCapacity(client: DynamoDBClient, reader: DynamoDBClient): Capacity {
  const capacity: Capacity = {
    writeUnits: 0,
    readUnits: 0,
    writes: 0,
    reads: 0,
    roundTrips: 0,
    publishing: { writeUnits: 0, readUnits: 0 },
    delivery: { writeUnits: 0, readUnits: 0 },
  };
  const count = (request: Request, units: number): void => {
    const isWrite = request.Item !== undefined || request.UpdateExpression !== undefined;
    const kind = isWrite ? 'writeUnits' : 'readUnits';
    capacity[isWrite ? 'writes' : 'reads'] += 1;
    capacity[kind] += units;
    const { pk, sk } = keyOf(request);
    if (/^(?:known|seen|watched|child)#/.test(pk?.S ?? '') || sk?.S?.startsWith('ledger')) {
      capacity.publishing[kind] += units;
    }
    if (pk?.S?.startsWith('delivery#')) {
      capacity.delivery[kind] += units;
    }
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.input as Request;
      const roundTrip = capacity.roundTrips + 1;
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
      } finally {
        capacity.roundTrips = Math.max(capacity.roundTrips, roundTrip);
      }
    },
    { step: 'initialize', name: 'countCapacity' },
  );
  return capacity;
}

/** @throws Error when the answer has none; zero would pass for a figure. */
function reportedUnits({ ConsumedCapacity: consumed }: Answer): number {
  if (consumed?.CapacityUnits === undefined) {
    throw new Error('DynamoDB was asked for ReturnConsumedCapacity, and its answer has none.');
  }
  return consumed.CapacityUnits;
}

/** An upper bound: the item may already hold part of what a refused update would have added. */
async function refusedUnits(request: Request, reader: DynamoDBClient): Promise<number> {
  const { Item: item = {} } = await reader.send(
    new GetItemCommand({ TableName: request.TableName, Key: keyOf(request), ConsistentRead: true }),
  );
  const added = request.Item ?? { ...item, ...request.ExpressionAttributeValues };
  return writeUnits(Math.max(itemBytes(item), itemBytes(added)));
}

/** The key of the item that a request is about; each query of this project has the partition as `:pk`. */
function keyOf({ Key, Item, ExpressionAttributeValues: values }: Request): Attributes {
  const { pk = values?.[':pk'], sk } = Key ?? Item ?? {};
  return { ...(pk && { pk }), ...(sk && { sk }) };
}
