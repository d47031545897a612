import { networkOf } from '../../../src/detection/baseline/address';

describe('networkOf', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::1:2:3:4:5:6', '0:0:1:2::/64'],
    ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
  ])('is the network of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([
    '',
    'AWS Internal',
    'ec2.amazonaws.com',
    '1.2.3',
    '::1::2',
    'fe80',
    'a:b',
    '12:34',
    '1.2.3.4/8',
  ])('is none of "%s"', (text) => {
    expect(networkOf(text)).toBeUndefined();
  });
});
