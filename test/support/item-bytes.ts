import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Size of an item as DynamoDB counts it, roughly: the bytes of names and values.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const members = [value.S, value.N, ...(value.SS ?? []), ...(value.BS ?? [])];
    return (
      sum +
      name.length +
      members.reduce((bytes, member) => bytes + Buffer.byteLength(member ?? ''), 0)
    );
  }, 0);
}
