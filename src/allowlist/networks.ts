import { type IpAddress, parseIpAddress, parseSourceIp } from '../detection/ip-address';

/** `203.0.113.0/24` taken apart. */
export interface Network {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** IPv4 addresses that are written as IPv6 begin with these 96 bits. */
const MAPPED: IpAddress = [0, 0, 0, 0, 0, 0xffff, 0, 0];
const MAPPED_PREFIX = 96;

/** @returns `undefined` where the text is not a network in CIDR notation. */
export function parseNetwork(cidr: string): Network | undefined {
  const [, text = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const address = parseIpAddress(text);
  const prefix = Number(bits);
  return address !== undefined && prefix <= (address.length === 4 ? 32 : 128)
    ? { address, prefix }
    : undefined;
}

/**
 * Whether a source IP is in one of the networks. An IPv4 address that is written as IPv6 (`::ffff:203.0.113.7`) counts as
 * IPv4. The name of a service, such as `AWS Internal` or `ec2.amazonaws.com`, is in no network.
 */
export function isInNetworks(sourceIp: string, cidrs: readonly string[]): boolean {
  const address = parseSourceIp(sourceIp);
  return (
    address !== undefined &&
    cidrs.some((cidr) => {
      const network = parseNetwork(cidr);
      return network !== undefined && agree(address, network.address, network.prefix);
    })
  );
}

/** Whether a network holds IPv4 addresses that are written as IPv6. */
export function hasMappedAddresses({ address, prefix }: Network): boolean {
  return agree(address, MAPPED, Math.min(prefix, MAPPED_PREFIX));
}

/** The network that an address with a prefix is in: `203.0.113.0/24` for `203.0.113.7/24`; `undefined` for a network. */
export function networkMeant({ address, prefix }: Network): string | undefined {
  const masked = firstBits(address, prefix);
  if (masked.join() === address.join()) {
    return undefined;
  }
  const text =
    masked.length === 4
      ? masked.join('.')
      : shortest(masked.map((part) => part.toString(16)).join(':'));
  return `${text}/${prefix}`;
}

/** Whether two addresses of one family agree in their first bits. */
function agree(one: IpAddress, other: IpAddress, prefix: number): boolean {
  return (
    one.length === other.length && firstBits(one, prefix).join() === firstBits(other, prefix).join()
  );
}

/** The address with all bits after the prefix zero. */
function firstBits(address: IpAddress, prefix: number): number[] {
  const width = address.length === 4 ? 8 : 16;
  return address.map((part, index) => {
    const hostBits = Math.min(width, Math.max(0, width * (index + 1) - prefix));
    return (part >> hostBits) << hostBits;
  });
}

/** An IPv6 address as RFC 5952 writes it: URLs are written so. */
function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
