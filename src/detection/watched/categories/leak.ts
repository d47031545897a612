import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

const USER = 'requestParameters.userName';
const POLICY = 'requestParameters.policyArn';
const QUARANTINE = {
  requestParameters: {
    policyArn: [{ prefix: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine' }],
  },
} as const;

export const leak = {
  id: 'leak',
  about:
    'AWS found a key of the user in public and attached its quarantine policy, or someone detached that policy.',
  isOnByDefault: true,
  isMadeByServices: true,
  watches: [
    {
      call: 'AttachUserPolicy',
      service: 'iam',
      where: QUARANTINE,
      subject: USER,
      details: { user: [USER], policy: [POLICY] },
      points: 60,
      countsBefore: true,
      evidence: { incidents: 0, page: PAGES.quarantine },
    },
    {
      call: 'DetachUserPolicy',
      service: 'iam',
      where: QUARANTINE,
      subject: USER,
      details: { user: [USER], policy: [POLICY] },
      points: 60,
      evidence: { incidents: 1, page: PAGES.dangerdev },
    },
  ],
} as const satisfies WatchCategory;
