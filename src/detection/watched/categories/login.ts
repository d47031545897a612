import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const login = {
  id: 'login',
  about: 'Signs in, or turns a key into a session.',
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
      evidence: { incidents: 10, page: PAGES.expelConsole },
    },
    {
      call: 'GetFederationToken',
      service: 'sts',
      child: {
        accessKeyId: 'responseElements.credentials.accessKeyId',
        arn: 'responseElements.federatedUser.arn',
      },
      details: { name: ['requestParameters.name'] },
      points: 30,
      countsBefore: true,
      evidence: { incidents: 5, page: PAGES.federation },
    },
    {
      call: 'GetSessionToken',
      service: 'sts',
      child: { accessKeyId: 'responseElements.credentials.accessKeyId' },
      points: 0,
      evidence: { incidents: 1, page: PAGES.newTactics },
    },
  ],
} as const satisfies WatchCategory;
