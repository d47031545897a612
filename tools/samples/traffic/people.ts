import type { Caller } from '../caller';
import { describeEc2, describeInstances, getCallerIdentity } from '../calls/recon-calls';
import { assumeRoleWith, type CallFactory, consoleLogin, iamList } from '../calls/security-calls';
import {
  describeAlarms,
  getFunction,
  listBuckets,
  putMetricAlarm,
  read,
} from '../calls/workload-calls';
import { timeOfDay } from '../clock';
import { MAIN_ACCOUNT, SECOND_ACCOUNT } from '../example-ids';
import { assumedRole, iamUser, rootUser } from '../identities';
import { identityCenterUser, samlUser } from '../identities-without-arn';
import { GLOBAL_REGION } from '../regions';
import type { Habit } from './habit';

const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36';
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.11.1 (+https://www.terraform.io) terraform-provider-aws/5.90.0 aws-sdk-go-v2/1.36.3';

/** People who sign in through IAM Identity Center, and where they work. */
const STAFF = [
  { name: 'ana', accountId: MAIN_ACCOUNT, region: 'eu-central-1', from: '06:58:40' },
  { name: 'bram', accountId: MAIN_ACCOUNT, region: 'us-east-1', from: '12:31:05' },
  { name: 'chen', accountId: MAIN_ACCOUNT, region: 'us-east-1', from: '13:02:51' },
  { name: 'dipa', accountId: SECOND_ACCOUNT, region: 'eu-west-1', from: '07:40:19' },
  { name: 'emil', accountId: SECOND_ACCOUNT, region: 'eu-west-1', from: '08:15:30' },
] as const;

const CONSOLE_CALLS: readonly CallFactory[] = [
  () => describeInstances({ maxResults: 1000 }),
  () => describeEc2('SecurityGroups'),
  () => describeEc2('Volumes'),
  () => describeEc2('Images'),
  describeAlarms,
  putMetricAlarm,
  getFunction,
  listBuckets,
  iamList('Roles'),
  iamList('Users'),
  read('health', 'DescribeEventAggregates'),
  read('cloudformation', 'ListStacks'),
];

function staffHabits({ name, accountId, region, from }: (typeof STAFF)[number]): Habit[] {
  const person: Caller = {
    accountId,
    identityAt: assumedRole({
      accountId,
      rolePath: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
      roleName: 'AWSReservedSSO_ReadOnlyAccess_fedcba9876543210',
      sessionName: `${name}@example.com`,
      sessionSeconds: 24 * 3600,
      beginsAt: timeOfDay(from),
      mfa: true,
    }),
    sourceIPAddress: '203.0.113.10',
    userAgent: BROWSER,
    fromConsole: true,
  };
  const fromHour = Math.ceil(timeOfDay(from) / 3600);
  return [
    {
      caller: person,
      region: GLOBAL_REGION,
      schedule: { callsPerDay: 1, fromHour, toHour: fromHour + 1 },
      calls: [consoleLogin],
    },
    {
      caller: person,
      region,
      schedule: { callsPerDay: 84, fromHour, toHour: fromHour + 8 },
      calls: CONSOLE_CALLS,
    },
  ];
}

function atDesk(accountId: string, identityAt: Caller['identityAt'], userAgent: string): Caller {
  return { accountId, identityAt, sourceIPAddress: '203.0.113.11', userAgent };
}

const SAML_PROVIDER = `arn:aws:iam::${MAIN_ACCOUNT}:saml-provider/LegacyIdP`;

/** People at work, and the pipeline that deploys what they write. */
export const PEOPLE_HABITS: readonly Habit[] = [
  ...STAFF.flatMap(staffHabits),
  {
    caller: atDesk(MAIN_ACCOUNT, rootUser(MAIN_ACCOUNT), BROWSER),
    region: GLOBAL_REGION,
    schedule: { callsPerDay: 1, fromHour: 10, toHour: 11 },
    calls: [consoleLogin],
  },
  {
    caller: atDesk(MAIN_ACCOUNT, samlUser(SAML_PROVIDER, 'frida'), BROWSER),
    region: GLOBAL_REGION,
    schedule: { callsPerDay: 6, fromHour: 7, toHour: 16 },
    calls: [assumeRoleWith('SAML', 'Reporting', 'frida')],
  },
  {
    caller: atDesk(MAIN_ACCOUNT, identityCenterUser(MAIN_ACCOUNT, 'b3e4a2c1-portal'), BROWSER),
    region: 'eu-central-1',
    schedule: { callsPerDay: 30, fromHour: 6, toHour: 17 },
    calls: [read('sso', 'ListAccounts'), read('sso', 'ListAccountRoles')],
  },
  {
    caller: {
      ...atDesk(MAIN_ACCOUNT, iamUser(MAIN_ACCOUNT, 'deploy'), TERRAFORM),
      sourceIPAddress: '192.0.2.80',
    },
    region: 'eu-central-1',
    schedule: { callsPerDay: 260, fromHour: 6, toHour: 18 },
    calls: [
      getCallerIdentity,
      () => describeEc2('SecurityGroups'),
      () => describeEc2('Subnets'),
      () => describeEc2('RouteTables'),
      () => describeInstances(),
      getFunction,
      read('elasticloadbalancing', 'DescribeListeners'),
    ],
  },
];
