import type { WatchCategory } from '../watch';

export const login = {
  id: 'login',
  isOnByDefault: true,
  watches: [
    {
      call: 'ConsoleLogin',
      service: 'signin',
      // Identity providers ask for the second factor of all others, and AWS does not see it.
      where: {
        userIdentity: { type: ['IAMUser', 'Root'] },
        additionalEventData: { MFAUsed: ['No'] },
      },
      details: { result: ['responseElements.ConsoleLogin'], mfa: ['additionalEventData.MFAUsed'] },
      points: 25,
      countsBefore: true,
    },
    {
      call: 'GetFederationToken',
      service: 'sts',
      child: {
        accessKeyId: 'responseElements.credentials.accessKeyId',
        arn: 'responseElements.federatedUser.arn',
      },
      details: { name: ['name'] },
      points: 30,
      countsBefore: true,
    },
    {
      call: 'GetSessionToken',
      service: 'sts',
      child: { accessKeyId: 'responseElements.credentials.accessKeyId' },
      points: 0,
    },
  ],
} as const satisfies WatchCategory;
