import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item, or some attributes of one. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/**
 * Size of an item as DynamoDB counts it: the bytes of names and values. It knows the types that these items use.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Attributes): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

/**
 * Write units of an item: one for each KB or part of one. A write uses those of the item before or after it, whichever
 * are more, even if its condition does not hold.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

/**
 * Read units of a strongly consistent read: one for each 4 KB or part of them, of all items of a query together.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function readUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
}

function valueBytes({ S: text, N: number, SS: texts = [], BS: binaries = [] }: AttributeValue) {
  return (
    Buffer.byteLength(text ?? '') +
    (number === undefined ? 0 : numberBytes(number)) +
    texts.reduce((sum, member) => sum + Buffer.byteLength(member), 0) +
    binaries.reduce((sum, member) => sum + member.length, 0)
  );
}

/** About a byte for two significant digits, and one more. */
function numberBytes(number: string): number {
  const digits = number.replace('-', '').replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1;
}
