import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { isInNetworks } from '../../src/allowlist/networks';
import { networkOf } from '../../src/detection/baseline/address';
import { isServiceAddress, parseIpAddress, parseSourceIp } from '../../src/detection/ip-address';

/** Numbers of an address by what Node takes the text for. */
const LENGTHS: Readonly<Record<number, number | undefined>> = { 0: undefined, 4: 4, 6: 8 };

const anyIp = fc.oneof(fc.ipV4(), fc.ipV6());

/** Addresses with one character more, less or other, and texts that look like one. */
const nearlyIp = fc.oneof(
  anyIp,
  fc
    .tuple(anyIp, fc.nat(40), fc.constantFrom('', ':', '::', '.', '0', '1', 'f', '256'))
    .map(([text, at, change]) => text.slice(0, at) + change + text.slice(at + 1)),
  fc
    .array(fc.constantFrom(':', '::', '.', '0', '1', 'ab', '12.3.4.5'), { maxLength: 16 })
    .map((parts) => parts.join('')),
);

describe('an IP address', () => {
  it('is read where Node reads one', () => {
    fc.assert(
      fc.property(nearlyIp, (text) => {
        expect(parseIpAddress(text)?.length).toBe(LENGTHS[isIP(text)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is in the networks in which Node finds it', () => {
    fc.assert(
      fc.property(anyIp, anyIp, fc.nat(32), fc.boolean(), (one, other, prefix, isSame) => {
        const network = isSame ? one : other;
        // Node also finds IPv4 in networks of IPv6, which an allow-list may not hold.
        fc.pre(parseSourceIp(one)?.length === parseIpAddress(network)?.length);
        const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
        const list = new BlockList();
        list.addSubnet(network, prefix, family);

        expect(isInNetworks(one, [`${network}/${prefix}`])).toBe(
          list.check(one, isIP(one) === 4 ? 'ipv4' : 'ipv6'),
        );
      }),
    );
  });

  it.each(['::ffff:203.0.113.7', '::FFFF:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7'])(
    'that is IPv4 written as IPv6 is IPv4 for the baseline and the allow-list: %s',
    (text) => {
      expect(parseSourceIp(text)).toEqual([203, 0, 113, 7]);
      expect(networkOf(text)).toBe('203.0.113.7');
      expect(isInNetworks(text, ['203.0.113.0/28'])).toBe(true);
    },
  );

  it.each(['::203.0.113.7', '1::ffff:203.0.113.7', '::ffff:0:203.0.113.7'])(
    'with an IPv4 address at its end that is not mapped stays IPv6: %s',
    (text) => {
      expect(parseSourceIp(text)).toHaveLength(8);
      expect(isInNetworks(text, ['203.0.113.0/28'])).toBe(false);
    },
  );
});

describe('parseIpAddress', () => {
  it.each([
    ['203.0.113.7', [203, 0, 113, 7]],
    ['2001:db8::1', [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]],
    ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['1:2:3:4:5:6:7:8', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['64:ff9b::192.0.2.33', [0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221]],
  ])('reads %s', (text, expected) => {
    expect(parseIpAddress(text)).toEqual(expected);
  });

  it.each([
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::8',
    '1::2::3',
    '1::g',
    '1::12345',
    '::1.2.3.256',
    'fe80::1%eth0',
    '',
  ])('takes %j for no address', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });
});

describe('the name of an AWS service in place of a source IP', () => {
  it.each([
    'ec2.amazonaws.com',
    'autoscaling.amazonaws.com.cn',
    'vpc-flow-logs.amazonaws.com',
    'ecs.application-autoscaling.amazonaws.com',
    'AWS Internal',
  ])('is recognized: %j', (sourceIp) => {
    expect(isServiceAddress(sourceIp)).toBe(true);
  });

  it.each([
    '198.51.100.7',
    '2001:db8::1',
    'amazonaws.com',
    'ec2xamazonaws.com',
    'ec2.amazonawsxcom',
    'ec2.amazonaws.comxcn',
    'ec2.amazonaws.com.evil.example',
    'evil ec2.amazonaws.com',
    'x AWS Internal',
    'AWS Internal x',
    '',
  ])('is not seen in %j', (sourceIp) => {
    expect(isServiceAddress(sourceIp)).toBe(false);
  });
});
