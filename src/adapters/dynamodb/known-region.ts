import { REGION_CODE_BYTES, regionCodeOf, regionOfCode } from './region-code';

/** No code begins like this: its first five bits are a letter, and there are fewer letters. */
const TEXT = 0xff;

/** A region as a member of a set: its code, or its name where it is not an AWS region name. */
export function encodeRegion(region: string): Uint8Array {
  const code = regionCodeOf(region);
  return code === undefined
    ? Buffer.concat([Buffer.from([TEXT]), Buffer.from(region)])
    : Buffer.from([code >> 16, (code >> 8) & 255, code & 255]);
}

/** What {@link encodeRegion} encoded. */
export function decodeRegion(member: Uint8Array): string {
  const bytes = Buffer.from(member);
  return bytes[0] === TEXT
    ? bytes.subarray(1).toString('utf8')
    : regionOfCode(bytes.readUIntBE(0, REGION_CODE_BYTES));
}
