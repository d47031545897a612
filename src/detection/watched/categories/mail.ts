import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const mail = {
  id: 'mail',
  about: 'Prepares to send e-mail with Amazon SES.',
  isOnByDefault: true,
  watches: [
    {
      call: 'PutAccountDetails',
      service: 'ses',
      details: { type: ['requestParameters.mailType'] },
      points: 60,
      evidence: { incidents: 1, page: PAGES.sesCampaign },
    },
    {
      call: 'CreateEmailIdentity',
      service: 'ses',
      details: { identity: ['requestParameters.emailIdentity'] },
      points: 30,
      evidence: { incidents: 2, page: PAGES.sesCampaign },
    },
    {
      call: 'VerifyEmailIdentity',
      service: 'ses',
      details: { identity: ['requestParameters.emailAddress'] },
      points: 30,
      evidence: { incidents: 1, page: PAGES.computeCredentials },
    },
    {
      call: 'UpdateAccountSendingEnabled',
      service: 'ses',
      details: { enabled: ['requestParameters.enabled'] },
      points: 40,
      evidence: { incidents: 2, page: PAGES.sesPionage },
    },
  ],
} as const satisfies WatchCategory;
