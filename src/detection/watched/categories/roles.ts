import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const roles = {
  id: 'roles',
  about:
    'Assumes a role. The new session then belongs to the incident too. Only calls by users and role sessions count.',
  isOnByDefault: true,
  watches: [
    {
      call: 'AssumeRole',
      service: 'sts',
      isReadOnly: true,
      // The account of the role records calls from other accounts once more, as `AWSAccount`.
      where: {
        userIdentity: { type: ['IAMUser', 'AssumedRole'], invokedBy: [{ exists: false }] },
      },
      child: {
        accessKeyId: 'responseElements.credentials.accessKeyId',
        arn: 'responseElements.assumedRoleUser.arn',
      },
      details: {
        role: ['requestParameters.roleArn'],
        session: ['requestParameters.roleSessionName'],
      },
      points: 0,
      evidence: { incidents: 4, page: PAGES.admin8Minutes },
    },
  ],
} as const satisfies WatchCategory;
