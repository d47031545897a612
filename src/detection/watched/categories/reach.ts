import type { WatchCategory } from '../watch';

export const reach = {
  id: 'reach',
  isOnByDefault: true,
  watches: [
    {
      call: 'EnableRegion',
      service: 'account',
      details: { region: ['requestParameters.RegionName', 'requestParameters.regionName'] },
      points: 50,
    },
    {
      call: 'RequestServiceQuotaIncrease',
      service: 'servicequotas',
      details: {
        service: ['requestParameters.serviceCode'],
        quota: ['requestParameters.quotaCode'],
        value: ['requestParameters.desiredValue'],
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
        group: ['requestParameters.groupId'],
        from: [
          'requestParameters.ipPermissions.items.ipRanges.items.cidrIp',
          'requestParameters.cidrIp',
        ],
        port: ['requestParameters.ipPermissions.items.toPort', 'requestParameters.toPort'],
      },
      points: 25,
    },
    {
      call: 'CreateSecurityGroup',
      service: 'ec2',
      details: { group: ['requestParameters.groupName'] },
      points: 15,
    },
    {
      call: 'CreateKeyPair',
      service: 'ec2',
      details: { 'key pair': ['requestParameters.keyName'] },
      points: 15,
    },
    {
      call: 'ImportKeyPair',
      service: 'ec2',
      details: { 'key pair': ['requestParameters.keyName'] },
      points: 15,
    },
  ],
} as const satisfies WatchCategory;
