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
  ],
} as const satisfies WatchCategory;
