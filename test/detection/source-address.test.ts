import { isServiceAddress } from '../../src/detection/ip-address';

describe('isServiceAddress', () => {
  it.each([
    'ec2.amazonaws.com',
    'autoscaling.amazonaws.com.cn',
    'vpc-flow-logs.amazonaws.com',
    'ecs.application-autoscaling.amazonaws.com',
    'AWS Internal',
  ])('recognizes %j', (address) => {
    expect(isServiceAddress(address)).toBe(true);
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
  ])('does not recognize %j', (address) => {
    expect(isServiceAddress(address)).toBe(false);
  });
});
