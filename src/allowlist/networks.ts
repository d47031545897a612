/**
 * Addresses and the networks they are in. What an address is, and what is in a network, is for `node:net` to say, which
 * costs the bundle nothing; it does no I/O here.
 */
import { BlockList, isIP } from 'node:net';

/** `203.0.113.0/24` taken apart. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** @returns undefined when the text is no network in CIDR notation. */
export function parseNetwork(cidr: string): Network | undefined {
  const [address = '', prefix = '', ...rest] = cidr.split('/');
  const family = familyOf(address);
  const bits = Number(prefix);
  const isPrefix = /^\d{1,3}$/.test(prefix) && bits <= (family === 'ipv4' ? 32 : 128);
  return family !== undefined && isPrefix && rest.length === 0
    ? { address, prefix: bits, family }
    : undefined;
}

/**
 * Whether an address is in one of the networks. An IPv4 address that is written as IPv6 (`::ffff:203.0.113.7`) counts as
 * what it is. What is no address, such as `AWS Internal` or `ec2.amazonaws.com`, is in no network.
 */
export function isInNetworks(address: string, cidrs: readonly string[]): boolean {
  const family = familyOf(address);
  return family !== undefined && blockOf(cidrs).check(address, family);
}

/** Whether a network has IPv4 addresses in it that are written as IPv6. */
export function hasMappedAddresses({ address, prefix, family }: Network): boolean {
  const mapped = ['::ffff:0:0/96'];
  return (
    family === 'ipv6' &&
    (isInNetworks(address, mapped) || isInNetworks('::ffff:0:1', [`${address}/${prefix}`]))
  );
}

/** The network that an address with a prefix is in, `203.0.113.0/24` for `203.0.113.7/24`; undefined where it is one itself. */
export function networkMeant({ address, prefix, family }: Network): string | undefined {
  const { width, size } = family === 'ipv4' ? { width: 8, size: 32 } : { width: 16, size: 128 };
  const bits = bitsOf(address, family);
  const hostBits = BigInt(size - prefix);
  const network = (bits >> hostBits) << hostBits;
  if (network === bits) {
    return undefined;
  }
  const parts = Array.from({ length: size / width }, (_, index) =>
    Number(BigInt.asUintN(width, network >> BigInt(size - width * (index + 1)))),
  );
  const text =
    family === 'ipv4'
      ? parts.join('.')
      : shortest(parts.map((part) => part.toString(16)).join(':'));
  return `${text}/${prefix}`;
}

function bitsOf(address: string, family: Network['family']): bigint {
  if (family === 'ipv4') {
    return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  }
  const [head = '', tail] = shortest(address).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - groups(head).length - after.length }, () => '0');
  return [...groups(head), ...zeros, ...after].reduce(
    (bits, group) => (bits << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

/** An IPv6 address as RFC 5952 has it, also one that ends in an IPv4 address: URLs are written so. */
function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function blockOf(cidrs: readonly string[]): BlockList {
  const block = new BlockList();
  for (const { address, prefix, family } of cidrs.flatMap((cidr) => parseNetwork(cidr) ?? [])) {
    block.addSubnet(address, prefix, family);
  }
  return block;
}

/** An address with a zone, such as `fe80::1%eth0`, means something on one machine alone, so it is none here. */
function familyOf(address: string): Network['family'] | undefined {
  const version = address.includes('%') ? 0 : isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
