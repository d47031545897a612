import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

const USER = 'requestParameters.userName';
const POLICY = 'requestParameters.policyArn';
const ROLE = 'requestParameters.roleName';

export const persistence = {
  id: 'persistence',
  about: 'Creates a way back in: a user, a key, a password, a role or more permissions.',
  isOnByDefault: true,
  watches: [
    {
      call: 'CreateUser',
      service: 'iam',
      child: { arn: 'responseElements.user.arn' },
      details: { user: [USER] },
      points: 50,
      evidence: { incidents: 24, page: PAGES.expelConsole },
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
      evidence: { incidents: 12, page: PAGES.leakedKeys },
    },
    {
      call: 'CreateLoginProfile',
      service: 'iam',
      subject: USER,
      child: { arn: 'subject' },
      details: { user: [USER] },
      points: 50,
      evidence: { incidents: 12, page: PAGES.dangerdev },
    },
    {
      call: 'UpdateLoginProfile',
      service: 'iam',
      subject: USER,
      child: { arn: 'subject' },
      details: { user: [USER] },
      points: 50,
      evidence: { incidents: 3, page: PAGES.lucr3 },
    },
    {
      call: 'AttachUserPolicy',
      service: 'iam',
      subject: USER,
      details: { user: [USER], policy: [POLICY] },
      points: 40,
      evidence: { incidents: 11, page: PAGES.expelConsole },
    },
    {
      call: 'PutUserPolicy',
      service: 'iam',
      subject: USER,
      details: { user: [USER], policy: ['requestParameters.policyName'] },
      points: 40,
      evidence: { incidents: 3, page: PAGES.guivil },
    },
    {
      call: 'CreateRole',
      service: 'iam',
      child: { arn: 'responseElements.role.arn' },
      details: { role: [ROLE] },
      points: 25,
      evidence: { incidents: 5, page: PAGES.dangerdev },
    },
    {
      call: 'AttachRolePolicy',
      service: 'iam',
      details: { role: [ROLE], policy: [POLICY] },
      points: 25,
      evidence: { incidents: 4, page: PAGES.dangerdev },
    },
    {
      call: 'UpdateAssumeRolePolicy',
      service: 'iam',
      details: { role: [ROLE] },
      points: 40,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
  ],
} as const satisfies WatchCategory;
