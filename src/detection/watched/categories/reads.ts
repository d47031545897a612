import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const reads = {
  id: 'reads',
  about:
    'Finds out whose key it is, and lists the regions. Busy accounts make many of these calls.',
  isOnByDefault: false,
  watches: [
    {
      call: 'GetCallerIdentity',
      service: 'sts',
      isReadOnly: true,
      points: 5,
      countsBefore: true,
      evidence: { incidents: 10, page: PAGES.sugarCrm },
    },
    {
      call: 'DescribeRegions',
      service: 'ec2',
      isReadOnly: true,
      points: 5,
      countsBefore: true,
      evidence: { incidents: 1, page: PAGES.computeCredentials },
    },
  ],
} as const satisfies WatchCategory;
