import type { WatchCategory } from '../watch';

const USER = 'userName';
const POLICY = 'policyArn';
const ROLE = 'roleName';

export const persistence = {
  id: 'persistence',
  isOnByDefault: true,
  watches: [
    {
      call: 'CreateUser',
      service: 'iam',
      child: { arn: 'responseElements.user.arn' },
      details: { user: [USER] },
      points: 50,
    },
    {
      call: 'CreateAccessKey',
      service: 'iam',
      subject: USER,
      child: { accessKeyId: 'responseElements.accessKey.accessKeyId', arn: 'subject' },
      details: {
        user: [USER, 'responseElements.accessKey.userName'],
        key: ['responseElements.accessKey.accessKeyId'],
      },
      points: 50,
    },
    {
      call: 'CreateLoginProfile',
      service: 'iam',
      subject: USER,
      child: { arn: 'subject' },
      details: { user: [USER] },
      points: 50,
    },
    {
      call: 'UpdateLoginProfile',
      service: 'iam',
      subject: USER,
      child: { arn: 'subject' },
      details: { user: [USER] },
      points: 50,
    },
    {
      call: 'AttachUserPolicy',
      service: 'iam',
      subject: USER,
      details: { user: [USER], policy: [POLICY] },
      points: 40,
    },
    {
      call: 'PutUserPolicy',
      service: 'iam',
      subject: USER,
      details: { user: [USER], policy: ['policyName'] },
      points: 40,
    },
    {
      call: 'CreateRole',
      service: 'iam',
      child: { arn: 'responseElements.role.arn' },
      details: { role: [ROLE] },
      points: 25,
    },
    {
      call: 'AttachRolePolicy',
      service: 'iam',
      details: { role: [ROLE], policy: [POLICY] },
      points: 25,
    },
    {
      call: 'UpdateAssumeRolePolicy',
      service: 'iam',
      details: { role: [ROLE] },
      points: 40,
    },
  ],
} as const satisfies WatchCategory;
