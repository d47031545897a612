import type { WatchCategory } from '../watch';

const USER = 'userName';
const POLICY = 'policyArn';
const QUARANTINE = {
  requestParameters: {
    policyArn: [{ prefix: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine' }],
  },
} as const;

export const leak = {
  id: 'leak',
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
    },
    {
      call: 'DetachUserPolicy',
      service: 'iam',
      where: QUARANTINE,
      subject: USER,
      details: { user: [USER], policy: [POLICY] },
      points: 60,
    },
  ],
} as const satisfies WatchCategory;
