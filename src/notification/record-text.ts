import { isIP } from 'node:net';
import { plainText } from './escape';
import { isPlainArn } from './well-formed';

/** Stands for a text in which nothing is left to show: fields of records must not be blank. */
const NOTHING = '(empty)';

/**
 * An untrusted text for a field of a record: one line of printable ASCII, at most `maxLength` characters, never blank.
 * Consoles and chats show such fields too, so links are broken as they are in an e-mail, and mentions are none.
 */
export function fieldText(text: string, maxLength: number): string {
  const plain = plainText(text, maxLength)
    .replace(/<(?=[!@#])/g, '(')
    .replace(/@(?=here|channel|everyone)/gi, '*');
  return plain.trim() === '' ? NOTHING : plain;
}

/** An ARN as it is, so that it can be looked up; anything else as {@link fieldText}. */
export function arnText(text: string, maxLength: number): string {
  return isPlainArn(text) && text.length <= maxLength && !/:\/\/|\bwww\./i.test(text)
    ? text
    : fieldText(text, maxLength);
}

/** Longest address of version 6 that is written in no odd way; some formats take no longer ones. */
const MAX_IPV6 = 39;

/** What stands in `sourceIPAddress`: an address of version 4 or 6, or a name. */
export function addressKind(address: string): 'ipv4' | 'ipv6' | 'name' {
  switch (isIP(address)) {
    case 4:
      return 'ipv4';
    case 6:
      // An address with a zone holds a text besides.
      return address.includes('%') || address.length > MAX_IPV6 ? 'name' : 'ipv6';
    default:
      return 'name';
  }
}

/** The partition that an ARN names, for example `aws-cn`; `aws` where there is none. */
export function partitionOf(arn: string | undefined): string {
  return /^arn:(aws(?:-[a-z]{1,8}){0,3}):/.exec(arn ?? '')?.[1] ?? 'aws';
}

/** Milliseconds since the epoch of a time in ISO 8601. */
export function epochMilliseconds(isoTime: string): number {
  return Date.parse(isoTime);
}
