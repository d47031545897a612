import { hasMappedAddresses, isInNetworks, parseNetwork } from '../../src/allowlist/networks';

describe('isInNetworks', () => {
  const NETWORKS = ['203.0.113.16/28', '2001:db8:7::/48', '198.51.100.7/32'];

  it.each([
    '203.0.113.16',
    '203.0.113.31',
    '198.51.100.7',
    '::ffff:203.0.113.17',
    '::FFFF:cb00:7111',
    '2001:db8:7::1',
    '2001:DB8:7:ffff:0:0:0:1',
  ])('contains %s', (address) => {
    expect(isInNetworks(address, NETWORKS)).toBe(true);
  });

  it.each([
    '203.0.113.15',
    '203.0.113.32',
    '198.51.100.8',
    '::203.0.113.17',
    '::ffff:203.0.113.32',
    '2001:db8:8::1',
    '2001:db8:7::1%eth0',
    'AWS Internal',
    'ec2.amazonaws.com',
    '203.0.113.17.evil.example',
    '203.0.113.17/28',
    ' 203.0.113.17',
    '203.0.113.017',
    '203.0.113',
    '3405803793',
    '0xcb007111',
    '',
  ])('does not contain %j', (address) => {
    expect(isInNetworks(address, NETWORKS)).toBe(false);
  });

  it('contains nothing without a valid network', () => {
    expect(isInNetworks('203.0.113.17', [])).toBe(false);
    expect(isInNetworks('203.0.113.17', ['nonsense', '203.0.113.0/99'])).toBe(false);
  });
});

describe('parseNetwork', () => {
  it.each([
    ['203.0.113.0/24', { address: [203, 0, 113, 0], prefix: 24 }],
    ['2001:db8::/32', { address: [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], prefix: 32 }],
    ['203.0.113.0', undefined],
    ['203.0.113.0/', undefined],
    ['203.0.113.0/33', undefined],
    ['203.0.113.0/-1', undefined],
    ['203.0.113.0/2e1', undefined],
    ['203.0.113.0/24/24', undefined],
    ['203.0.113.256/24', undefined],
    ['2001:db8::/129', undefined],
    ['fe80::1%eth0/64', undefined],
    ['example.org/24', undefined],
  ])('%s', (text, network) => {
    expect(parseNetwork(text)).toEqual(network);
  });
});

describe('hasMappedAddresses', () => {
  it.each([
    ['::ffff:203.0.113.0/120', true],
    ['::ffff:0:0/96', true],
    ['::/64', true],
    ['2001:db8::/32', false],
    ['203.0.113.0/24', false],
  ])('of %s is %p', (text, isMapped) => {
    const network = parseNetwork(text);

    expect(network && hasMappedAddresses(network)).toBe(isMapped);
  });
});
