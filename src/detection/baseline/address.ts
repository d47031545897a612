import { parseSourceIp } from '../ip-address';

/** Groups of 16 bits in the part of an IPv6 address that names a network. */
const NETWORK_GROUPS = 4;

/**
 * The form in which the baseline keeps and compares a source IP. For IPv6, that is the first 64 bits: hosts change the
 * rest from day to day.
 * @see https://www.rfc-editor.org/rfc/rfc8981
 *
 * @returns `undefined` for anything else, such as the name of a service.
 */
export function networkOf(sourceIp: string): string | undefined {
  const address = parseSourceIp(sourceIp);
  if (address === undefined || address.length === 4) {
    return address?.join('.');
  }
  const network = address.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
