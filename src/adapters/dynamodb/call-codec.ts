import type { Digest, Principal, TrackedCall } from '../../detection/model';
import { callerCodec } from './caller-codec';
import { REGION_CODE_BYTES, regionCodeOf, regionOfCode } from './region-code';

/**
 * Calls as members of DynamoDB sets. A bucket item holds three sets that only ever grow, by union:
 *
 * - `regions`: region names;
 * - `callers`: callers, as fields with tabs between them;
 * - `calls`: one binary member per call, which refers to the other two:
 *
 *   | bytes | content |
 *   |---|---|
 *   | 2 | seconds since the start of the bucket; the highest bits say which parts follow |
 *   | 3 or 8 | region: its code, or the digest of any other name |
 *   | 0 or 3 | caller, if the store kept it: digest of the `eventID` and the caller |
 *   | rest | `eventID`: the 16 bytes of a UUID, or text |
 *
 * Equal calls have equal members, so a repeated addition changes nothing. A call of AWS takes 24 bytes, so an item
 * with a whole sweep stays within one write unit.
 *
 * A caller chooses its user agent, so it could find two callers whose digests start alike, and pass off the calls of
 * one as those of the other. Nobody chooses the `eventID`, so the digest covers both.
 */
export interface EncodedCalls {
  readonly calls: readonly Uint8Array[];
  readonly regions: readonly string[];
  readonly callers: readonly string[];
}

/** Bits of the header. Windows fit into the 4,096 seconds that remain. */
const TEXT_ID = 0x8000;
const NAMED_REGION = 0x4000;
const NO_CALLER = 0x2000;
const SECONDS = 0x0fff;

const HEADER_BYTES = 2;
const REGION_DIGEST_BYTES = 8;
const CALLER_DIGEST_BYTES = 3;
/** A header, a region's code and one letter of an `eventID`. */
const SHORTEST_MEMBER_BYTES = HEADER_BYTES + REGION_CODE_BYTES + 1;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface CallCodec {
  encode(calls: readonly TrackedCall[], bucketStart: number): EncodedCalls;
  /** @throws Error if a member is too short for a call. */
  decode(encoded: EncodedCalls, bucketStart: number): TrackedCall[];
  /** The ids of calls, without the work of finding the caller of each. */
  decodeIds(calls: EncodedCalls['calls']): Pick<TrackedCall, 'eventId'>[];
}

/** @param principal of the partition. Its properties are left out of each caller. */
export function callCodec(digest: Digest, principal: Principal): CallCodec {
  const callers = callerCodec(principal);
  const regionDigest = (region: string): string => digest(region).slice(0, REGION_DIGEST_BYTES * 2);
  const callerDigest = (eventId: string, caller: string): string =>
    digest(`${eventId}\t${caller}`).slice(0, CALLER_DIGEST_BYTES * 2);

  const encodeCall = (call: TrackedCall, bucketStart: number, caller?: string): Buffer => {
    const { eventId, second, region } = call;
    const regionCode = regionCodeOf(region);
    const isText = !UUID.test(eventId);
    const flags =
      (isText ? TEXT_ID : 0) |
      (regionCode === undefined ? NAMED_REGION : 0) |
      (caller === undefined ? NO_CALLER : 0);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE((second - bucketStart) | flags);
    return Buffer.concat([
      header,
      regionCode === undefined
        ? Buffer.from(regionDigest(region), 'hex')
        : Buffer.from([regionCode >> 16, regionCode >> 8, regionCode]),
      ...(caller === undefined ? [] : [Buffer.from(callerDigest(eventId, caller), 'hex')]),
      isText ? Buffer.from(eventId) : Buffer.from(eventId.replaceAll('-', ''), 'hex'),
    ]);
  };

  return {
    encode(calls, bucketStart) {
      const encodedCallers = new Set<string>();
      const members = calls.map((call) => {
        const caller = call.caller === undefined ? undefined : callers.encode(call.caller);
        if (caller !== undefined) {
          encodedCallers.add(caller);
        }
        return encodeCall(call, bucketStart, caller);
      });
      return {
        calls: members,
        regions: [...new Set(calls.map(({ region }) => region))],
        callers: [...encodedCallers],
      };
    },
    decode(encoded, bucketStart) {
      const named = encoded.regions.filter((region) => regionCodeOf(region) === undefined);
      const regionOf = new Map(named.map((region) => [regionDigest(region), region]));
      const kept = encoded.callers.map((text) => ({ text, caller: callers.decode(text) }));
      return encoded.calls.map((member) => {
        const fields = splitMember(member);
        const { regionBytes, callerBytes } = fields;
        const eventId = eventIdOf(fields);
        const reference = callerBytes.toString('hex');
        const caller =
          reference === ''
            ? undefined
            : kept.find(({ text }) => callerDigest(eventId, text) === reference)?.caller;
        return {
          eventId,
          second: bucketStart + fields.seconds,
          region:
            (regionBytes.length === REGION_CODE_BYTES
              ? regionOfCode(regionBytes.readUIntBE(0, REGION_CODE_BYTES))
              : regionOf.get(regionBytes.toString('hex'))) ?? 'unknown',
          ...(caller !== undefined && { caller }),
        };
      });
    },
    decodeIds: (calls) => calls.map((member) => ({ eventId: eventIdOf(splitMember(member)) })),
  };
}

function splitMember(member: Uint8Array) {
  const bytes = Buffer.from(member);
  if (bytes.length < SHORTEST_MEMBER_BYTES) {
    throw new Error(
      `"${bytes.toString('base64')}" in the set "calls" of a bucket item is not a call: a call has at least ${SHORTEST_MEMBER_BYTES} bytes. Delete the item; RegionSweep then forgets its calls.`,
    );
  }
  const header = bytes.readUInt16BE(0);
  const callerAt = HEADER_BYTES + (header & NAMED_REGION ? REGION_DIGEST_BYTES : REGION_CODE_BYTES);
  const idAt = callerAt + (header & NO_CALLER ? 0 : CALLER_DIGEST_BYTES);
  return {
    seconds: header & SECONDS,
    isText: (header & TEXT_ID) !== 0,
    regionBytes: bytes.subarray(HEADER_BYTES, callerAt),
    callerBytes: bytes.subarray(callerAt, idAt),
    idBytes: bytes.subarray(idAt),
  };
}

function eventIdOf({ isText, idBytes }: ReturnType<typeof splitMember>): string {
  return isText ? idBytes.toString('utf8') : formatUuid(idBytes);
}

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
