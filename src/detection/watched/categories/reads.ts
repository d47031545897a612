import type { WatchCategory } from '../watch';

export const reads = {
  id: 'reads',
  isOnByDefault: false,
  watches: [
    {
      call: 'GetCallerIdentity',
      service: 'sts',
      isReadOnly: true,
      points: 5,
      countsBefore: true,
    },
    {
      call: 'DescribeRegions',
      service: 'ec2',
      isReadOnly: true,
      points: 5,
      countsBefore: true,
    },
    {
      call: 'GetSecretValue',
      service: 'secretsmanager',
      isReadOnly: true,
      details: { secret: ['secretId'] },
      points: 15,
    },
    {
      call: 'GetParameter',
      service: 'ssm',
      isReadOnly: true,
      details: { parameter: ['name'] },
      points: 5,
    },
    {
      call: 'GetParameters',
      service: 'ssm',
      isReadOnly: true,
      details: { parameters: ['names'] },
      points: 5,
    },
  ],
} as const satisfies WatchCategory;
