import { type Caller, callerFrom, consoleSession, iamUser } from '../callers';
import { type Call, read } from '../calls/call';
import {
  assumeRole,
  consoleLogin,
  describeAlarms,
  getFunction,
  iamList,
  listBuckets,
  putMetricAlarm,
} from '../calls/ordinary';
import { describeEc2, describeInstances, getCallerIdentity } from '../calls/recon';
import { timeOfDay } from '../clock';
import { MAIN_ACCOUNT, SECOND_ACCOUNT } from '../ids';
import type { UserIdentity } from '../record';
import { GLOBAL_REGION } from '../regions';
import type { Play } from '../walk';
import { irregularly } from './habit';

const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36';
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.11.1 (+https://www.terraform.io) terraform-provider-aws/5.90.0 aws-sdk-go-v2/1.36.3';

const CONSOLE_CALLS: readonly [Call, ...Call[]] = [
  describeInstances({ maxResults: 1000 }),
  describeEc2('SecurityGroups'),
  describeEc2('Volumes'),
  describeEc2('Images'),
  describeAlarms,
  putMetricAlarm,
  getFunction,
  listBuckets,
  iamList('Roles'),
  iamList('Users'),
  read('health', 'DescribeEventAggregates'),
  read('cloudformation', 'ListStacks'),
];

/** A person who signs in through IAM Identity Center at a time of day and works in one region. */
function worksInConsole(name: string, accountId: string, region: string, from: string): Play[] {
  const beginsAt = timeOfDay(from);
  const permissions = 'ReadOnlyAccess_fedcba9876543210';
  const origin = ['203.0.113.10', BROWSER] as const;
  const person = consoleSession(accountId, permissions, name, origin, beginsAt);
  const hour = Math.ceil(beginsAt / 3600);
  return [
    irregularly(1, person, GLOBAL_REGION, [consoleLogin], [hour, hour + 1]),
    irregularly(84, person, region, CONSOLE_CALLS, [hour, hour + 8]),
  ];
}

function inBrowser(identity: UserIdentity): Caller {
  return callerFrom(['203.0.113.11', BROWSER], MAIN_ACCOUNT, () => identity);
}

const rootUser = inBrowser({
  type: 'Root',
  principalId: MAIN_ACCOUNT,
  arn: `arn:aws:iam::${MAIN_ACCOUNT}:root`,
  accountId: MAIN_ACCOUNT,
});

const SAML_PROVIDER = `arn:aws:iam::${MAIN_ACCOUNT}:saml-provider/LegacyIdP`;

/** A person who trades a SAML assertion for credentials. */
const samlUser = inBrowser({
  type: 'SAMLUser',
  principalId: `${SAML_PROVIDER}:frida`,
  userName: 'frida',
  identityProvider: SAML_PROVIDER,
});

/** A person in the access portal of IAM Identity Center. */
const portalUser = inBrowser({
  type: 'IdentityCenterUser',
  accountId: MAIN_ACCOUNT,
  onBehalfOf: {
    userId: 'b3e4a2c1-portal',
    identityStoreArn: `arn:aws:identitystore::${MAIN_ACCOUNT}:identitystore/d-1234567890`,
  },
  credentialId: 'b3e4a2c1-portal-portal',
});

const pipeline = iamUser(MAIN_ACCOUNT, 'deploy', ['192.0.2.80', TERRAFORM]);

/** People at work, and the pipeline that deploys what they write. */
export const PEOPLE_HABITS: readonly Play[] = [
  ...worksInConsole('ana', MAIN_ACCOUNT, 'eu-central-1', '06:58:40'),
  ...worksInConsole('bram', MAIN_ACCOUNT, 'us-east-1', '12:31:05'),
  ...worksInConsole('chen', MAIN_ACCOUNT, 'us-east-1', '13:02:51'),
  ...worksInConsole('dipa', SECOND_ACCOUNT, 'eu-west-1', '07:40:19'),
  ...worksInConsole('emil', SECOND_ACCOUNT, 'eu-west-1', '08:15:30'),
  irregularly(1, rootUser, GLOBAL_REGION, [consoleLogin], [10, 11]),
  irregularly(6, samlUser, GLOBAL_REGION, [assumeRole('Reporting', 'frida', 'WithSAML')], [7, 16]),
  irregularly(
    30,
    portalUser,
    'eu-central-1',
    [read('sso', 'ListAccounts'), read('sso', 'ListAccountRoles')],
    [6, 17],
  ),
  irregularly(
    260,
    pipeline,
    'eu-central-1',
    [
      getCallerIdentity,
      describeEc2('SecurityGroups'),
      describeEc2('Subnets'),
      describeEc2('RouteTables'),
      describeInstances(),
      getFunction,
      read('elasticloadbalancing', 'DescribeListeners'),
    ],
    [6, 18],
  ),
];
