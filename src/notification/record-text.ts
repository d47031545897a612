import { isIP } from 'node:net';
import { plainText } from './escape';
import { isPlainArn } from './well-formed';

/** Replaces a text with nothing left to show: fields of OCSF and ASFF must not be blank. */
const NOTHING = '(empty)';

/**
 * An untrusted text for a field of OCSF or ASFF: one line of printable ASCII, at most `maxLength` characters, never
 * blank. Consoles and chats show these fields too, so links are broken as in an e-mail, and mentions are removed.
 */
export function fieldText(text: string, maxLength: number): string {
  const plain = plainText(text, maxLength)
    .replace(/<(?=[!@#])/g, '(')
    .replace(/@(?=here|channel|everyone)/gi, '*');
  return plain.trim() === '' ? NOTHING : plain;
}

/** A plain ARN as it is, so that readers can look it up; any other text like {@link fieldText}. */
export function arnText(text: string, maxLength: number): string {
  return isPlainArn(text) && text.length <= maxLength && !/:\/\/|\bwww\./i.test(text)
    ? text
    : fieldText(text, maxLength);
}

/** Length of the longest usual spelling of an IPv6 address; some formats accept no longer ones. */
const MAX_IPV6 = 39;

/** What a source IP is: an IPv4 address, an IPv6 address, or a name. */
export function addressKind(address: string): 'ipv4' | 'ipv6' | 'name' {
  switch (isIP(address)) {
    case 4:
      return 'ipv4';
    case 6:
      // An address with a zone also contains a text.
      return address.includes('%') || address.length > MAX_IPV6 ? 'name' : 'ipv6';
    default:
      return 'name';
  }
}
