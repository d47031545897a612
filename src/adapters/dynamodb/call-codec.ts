import type { Caller, Digest, TrackedCall } from '../../detection/model';

/**
 * Calls as members of DynamoDB sets. A bucket item holds three sets that only ever grow, by union:
 *
 * - `regions`: region names;
 * - `callers`: callers, as JSON;
 * - `calls`: one binary member a call, which refers to the other two by digest:
 *
 *   | bytes | content |
 *   |---|---|
 *   | 2 | seconds since the bucket began; the highest bit says that the id is text |
 *   | 3 | digest of the region |
 *   | 3 | digest of the caller; zero when the caller was not kept |
 *   | rest | `eventID`: the 16 bytes of a UUID, or text |
 *
 * Equal calls have equal members, so a repeated addition changes nothing; and a call of AWS takes 24 bytes,
 * so that an item with a whole sweep stays within one write unit.
 */
export interface EncodedCalls {
  readonly calls: readonly Uint8Array[];
  readonly regions: readonly string[];
  readonly callers: readonly string[];
}

const HEADER_BYTES = 8;
/** Windows are far shorter than the 32,768 seconds that are left. */
const TEXT_ID_FLAG = 0x8000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_CALLER = '000000';

/** Order of the members of a caller in its JSON list. */
const CALLER_FIELDS = [
  'type',
  'arn',
  'accountId',
  'recipientAccountId',
  'accessKeyId',
  'roleArn',
  'sourceIp',
  'userAgent',
  'errorCode',
] as const satisfies readonly (keyof Caller)[];

export interface CallCodec {
  encode(calls: readonly TrackedCall[], bucketStart: number): EncodedCalls;
  decode(encoded: EncodedCalls, bucketStart: number): TrackedCall[];
}

/** @param arnOfPartition the ARN that every caller of a partition has; it is then left out of each. */
export function callCodec(digest: Digest, arnOfPartition: string | undefined): CallCodec {
  const reference = (text: string): string => digest(text).slice(0, NO_CALLER.length);

  const encodeCaller = (caller: Caller): string => {
    const fields = CALLER_FIELDS.map((field) =>
      field === 'arn' && caller.arn === arnOfPartition ? '' : (caller[field] ?? ''),
    );
    return JSON.stringify(fields);
  };
  const decodeCaller = (text: string): Caller => {
    const fields = JSON.parse(text) as string[];
    const entries = CALLER_FIELDS.map((field, index) => [field, fields[index]] as const);
    const caller = Object.fromEntries(entries.filter(([, value]) => value !== ''));
    return {
      ...(arnOfPartition !== undefined && { arn: arnOfPartition }),
      ...caller,
    } as unknown as Caller;
  };

  return {
    encode(calls, bucketStart) {
      const callers = new Set<string>();
      const members = calls.map(({ eventId, second, region, caller }) => {
        const encodedCaller = caller === undefined ? undefined : encodeCaller(caller);
        if (encodedCaller !== undefined) {
          callers.add(encodedCaller);
        }
        const header = Buffer.alloc(HEADER_BYTES);
        const isText = !UUID.test(eventId);
        header.writeUInt16BE((second - bucketStart) | (isText ? TEXT_ID_FLAG : 0), 0);
        header.write(reference(region), 2, 'hex');
        header.write(encodedCaller === undefined ? NO_CALLER : reference(encodedCaller), 5, 'hex');
        const id = isText ? Buffer.from(eventId) : Buffer.from(eventId.replaceAll('-', ''), 'hex');
        return Buffer.concat([header, id]);
      });
      return {
        calls: members,
        regions: [...new Set(calls.map(({ region }) => region))],
        callers: [...callers],
      };
    },
    decode({ calls, regions, callers }, bucketStart) {
      const regionOf = new Map(regions.map((region) => [reference(region), region]));
      const callerOf = new Map(callers.map((text) => [reference(text), decodeCaller(text)]));
      return calls.map((member) => {
        const bytes = Buffer.from(member);
        const caller = callerOf.get(bytes.toString('hex', 5, HEADER_BYTES));
        const time = bytes.readUInt16BE(0);
        const id = bytes.subarray(HEADER_BYTES);
        return {
          eventId: time & TEXT_ID_FLAG ? id.toString('utf8') : formatUuid(id.toString('hex')),
          second: bucketStart + (time & ~TEXT_ID_FLAG),
          region: regionOf.get(bytes.toString('hex', 2, 5)) ?? 'unknown',
          ...(caller !== undefined && { caller }),
        };
      });
    },
  };
}

function formatUuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
