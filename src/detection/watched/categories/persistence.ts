import type { WatchCategory } from '../watch';

const USER = 'userName';
const POLICY = 'policyArn';
const ROLE = 'roleName';
const GROUP = 'groupName';
const FUNCTION = 'functionName';

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
      call: 'AttachGroupPolicy',
      service: 'iam',
      details: { group: [GROUP], policy: [POLICY] },
      points: 40,
    },
    {
      call: 'PutGroupPolicy',
      service: 'iam',
      details: { group: [GROUP], policy: ['policyName'] },
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
      call: 'PutRolePolicy',
      service: 'iam',
      details: { role: [ROLE], policy: ['policyName'] },
      points: 25,
    },
    {
      call: 'UpdateAssumeRolePolicy',
      service: 'iam',
      details: { role: [ROLE] },
      points: 40,
    },
    {
      call: 'CreateTrustAnchor',
      service: 'rolesanywhere',
      details: { name: ['name'] },
      points: 50,
    },
    {
      call: 'CreateProfile',
      service: 'rolesanywhere',
      details: { name: ['name'], roles: ['roleArns'] },
      points: 25,
    },
    {
      call: 'UpdateFunctionCode20150331v2',
      service: 'lambda',
      details: { function: [FUNCTION] },
      points: 30,
    },
    {
      call: 'AddPermission20150331v2',
      service: 'lambda',
      details: { function: [FUNCTION], 'shared with': ['principal'] },
      points: 25,
    },
    {
      call: 'CreateFunctionUrlConfig',
      service: 'lambda',
      details: { function: [FUNCTION], authentication: ['authType'] },
      points: 25,
    },
  ],
} as const satisfies WatchCategory;
