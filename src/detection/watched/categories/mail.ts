import type { WatchCategory } from '../watch';

export const mail = {
  id: 'mail',
  isOnByDefault: true,
  watches: [
    {
      call: 'PutAccountDetails',
      service: 'ses',
      details: { type: ['mailType'] },
      points: 60,
    },
    {
      call: 'CreateEmailIdentity',
      service: 'ses',
      details: { identity: ['emailIdentity'] },
      points: 30,
    },
    {
      call: 'VerifyEmailIdentity',
      service: 'ses',
      details: { identity: ['emailAddress'] },
      points: 30,
    },
    {
      call: 'UpdateAccountSendingEnabled',
      service: 'ses',
      details: { enabled: ['enabled'] },
      points: 40,
    },
  ],
} as const satisfies WatchCategory;
