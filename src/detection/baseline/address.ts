const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/i;

/** Groups of 16 bits in the part of an IPv6 address that names a network. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/**
 * The form in which the baseline keeps and compares a source IP. For IPv6, that is the first 64 bits: hosts change the
 * rest from day to day.
 * @see https://www.rfc-editor.org/rfc/rfc8981
 *
 * @returns `undefined` for any other text, for example the name of a service.
 */
export function networkOf(sourceIp: string): string | undefined {
  if (IPV4.test(sourceIp)) {
    return sourceIp;
  }
  if (!IPV6.test(sourceIp)) {
    return undefined;
  }
  const [head, tail = '', ...rest] = sourceIp.toLowerCase().split('::') as [string, ...string[]];
  if (rest.length > 0) {
    return undefined;
  }
  const before = groupsOf(head);
  const after = groupsOf(tail);
  const zeros = GROUPS - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
