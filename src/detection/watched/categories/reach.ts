import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const reach = {
  id: 'reach',
  about: 'Widens what the caller can reach: regions, quotas, networks.',
  isOnByDefault: true,
  watches: [
    {
      call: 'EnableRegion',
      service: 'account',
      details: { region: ['requestParameters.RegionName', 'requestParameters.regionName'] },
      points: 50,
      evidence: { incidents: 0, page: PAGES.unusedRegions },
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
      evidence: { incidents: 2, page: PAGES.dangerdev },
    },
    {
      call: 'CreateDefaultVpc',
      service: 'ec2',
      points: 30,
      evidence: { incidents: 1, page: PAGES.dangerdev },
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
      evidence: { incidents: 11, page: PAGES.cryptominingEcs },
    },
    {
      call: 'CreateSecurityGroup',
      service: 'ec2',
      details: { group: ['requestParameters.groupName'] },
      points: 15,
      evidence: { incidents: 9, page: PAGES.cryptominingEcs },
    },
    {
      call: 'CreateKeyPair',
      service: 'ec2',
      details: { 'key pair': ['requestParameters.keyName'] },
      points: 15,
      evidence: { incidents: 4, page: PAGES.leakedKeys },
    },
    {
      call: 'ImportKeyPair',
      service: 'ec2',
      details: { 'key pair': ['requestParameters.keyName'] },
      points: 15,
      evidence: { incidents: 3, page: PAGES.sugarCrm },
    },
  ],
} as const satisfies WatchCategory;
