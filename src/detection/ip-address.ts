/** An IP address as numbers: four of 8 bits (IPv4) or eight of 16 bits (IPv6). */
export type IpAddress = readonly number[];

const IPV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const IPV6_GROUPS = 8;

/** @returns `undefined` where the text is not an IP address. One with a zone (`fe80::1%eth0`) is none: it is local to a host. */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** The same, but an IPv4 address that is written as IPv6 (`::ffff:203.0.113.7`) is the IPv4 address. */
export function parseSourceIp(text: string): IpAddress | undefined {
  const address = parseIpAddress(text);
  if (address?.length !== IPV6_GROUPS) {
    return address;
  }
  const [mark, high, low] = address.slice(5) as [number, number, number];
  const isMapped = mark === 0xffff && address.slice(0, 5).every((group) => group === 0);
  return isMapped ? [high >> 8, high & 0xff, low >> 8, low & 0xff] : address;
}

function parseIpv4(text: string): IpAddress | undefined {
  const bytes = text.split('.').map(Number);
  return IPV4.test(text) && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const [head, tail, ...rest] = withoutDots(text).split('::') as [string, ...string[]];
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const missing = IPV6_GROUPS - before.length - after.length;
  const isComplete = tail === undefined ? missing === 0 : missing > 0 && rest.length === 0;
  const groups = isComplete ? [...before, ...Array<number>(missing).fill(0), ...after] : [];
  return isComplete && groups.every((group) => group >= 0) ? groups : undefined;
}

/** An IPv4 address at the end as two groups: `::1.2.3.4` is `::102:304`. */
function withoutDots(text: string): string {
  const start = text.lastIndexOf(':') + 1;
  const [a, b, c, d] = parseIpv4(text.slice(start)) ?? [];
  return a === undefined || b === undefined || c === undefined || d === undefined
    ? text
    : `${text.slice(0, start)}${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
}

/** -1 stands for what is no group. */
function groupsOf(text: string): number[] {
  return text === ''
    ? []
    : text
        .split(':')
        .map((group) => (/^[\da-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : -1));
}

function hex(group: number): string {
  return group.toString(16);
}

/** CloudTrail writes the name of an AWS service in place of an IP address; a caller cannot do so. */
const SERVICE = /^(?:AWS Internal|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

/**
 * Whether a `sourceIPAddress` stands for AWS itself.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function isServiceAddress(sourceIp: string): boolean {
  return SERVICE.test(sourceIp);
}
