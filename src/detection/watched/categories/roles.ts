import type { WatchCategory } from '../watch';

export const roles = {
  id: 'roles',
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
        role: ['roleArn'],
        session: ['roleSessionName'],
      },
      points: 0,
    },
  ],
} as const satisfies WatchCategory;
