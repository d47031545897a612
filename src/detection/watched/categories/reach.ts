import type { WatchCategory } from '../watch';

export const reach = {
  id: 'reach',
  isOnByDefault: true,
  watches: [
    {
      call: 'EnableRegion',
      service: 'account',
      details: { region: ['RegionName', 'regionName'] },
      points: 50,
    },
    {
      call: 'RequestServiceQuotaIncrease',
      service: 'servicequotas',
      details: {
        service: ['serviceCode'],
        quota: ['quotaCode'],
        value: ['desiredValue'],
      },
      points: 50,
    },
    {
      call: 'CreateDefaultVpc',
      service: 'ec2',
      points: 30,
    },
    {
      call: 'AuthorizeSecurityGroupIngress',
      service: 'ec2',
      details: {
        group: ['groupId'],
        from: ['ipPermissions.items.ipRanges.items.cidrIp', 'cidrIp'],
        port: ['ipPermissions.items.toPort', 'toPort'],
      },
      points: 25,
    },
    {
      call: 'CreateSecurityGroup',
      service: 'ec2',
      details: { group: ['groupName'] },
      points: 15,
    },
    {
      call: 'CreateKeyPair',
      service: 'ec2',
      details: { 'key pair': ['keyName'] },
      points: 15,
    },
    {
      call: 'ImportKeyPair',
      service: 'ec2',
      details: { 'key pair': ['keyName'] },
      points: 15,
    },
  ],
} as const satisfies WatchCategory;
