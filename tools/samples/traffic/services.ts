import type { Caller } from '../caller';
import { describeEc2, describeInstances } from '../calls/recon-calls';
import { assumeRole, generateDataKey, getRole, iamList } from '../calls/security-calls';
import { bucketAcl, describeAlarms, getFunction, listBuckets, read } from '../calls/workload-calls';
import { FOREIGN_ACCOUNT, MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { awsAccount, awsService } from '../identities-without-arn';
import type { Habit } from './habit';

/** A service that calls for itself. */
function service(accountId: string, name: string): Caller {
  const host = `${name}.amazonaws.com`;
  return { accountId, identityAt: awsService(host), sourceIPAddress: host, userAgent: host };
}

/** A vendor's monitoring, which assumes a role in the customer's account. */
const vendorSession: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    roleName: 'monitoring-vendor',
    sessionName: 'vendor-crawler',
  }),
  sourceIPAddress: '203.0.113.200',
  userAgent: 'Boto3/1.35.99 md/Botocore#1.35.99 ua/2.1 os/linux lang/python#3.12.8',
};

const vendorAccount: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: awsAccount(FOREIGN_ACCOUNT, 'vendor-crawler'),
  sourceIPAddress: '203.0.113.200',
  userAgent: 'Boto3/1.35.99 md/Botocore#1.35.99 ua/2.1 os/linux lang/python#3.12.8',
};

/** The role by which AWS Config records what there is. */
const configRecorder: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    rolePath: '/aws-service-role/config.amazonaws.com/',
    roleName: 'AWSServiceRoleForConfig',
    sessionName: 'AWSConfig-Describe',
  }),
  sourceIPAddress: 'config.amazonaws.com',
  userAgent: 'config.amazonaws.com',
};

/** AWS services, and a vendor, that look after the accounts. */
export const SERVICE_HABITS: readonly Habit[] = [
  {
    caller: service(MAIN_ACCOUNT, 'lambda'),
    region: 'eu-central-1',
    schedule: { callsPerDay: 190 },
    calls: [assumeRole('order-intake-role', 'order-intake')],
  },
  {
    caller: service(MAIN_ACCOUNT, 'lambda'),
    region: 'us-east-1',
    schedule: { callsPerDay: 150 },
    calls: [assumeRole('thumbnailer-role', 'thumbnailer')],
  },
  {
    caller: service(MAIN_ACCOUNT, 'ec2'),
    region: 'us-east-1',
    schedule: { callsPerDay: 90, isRegular: true },
    calls: [
      assumeRole('web-tier', resourceId('i', 'web-1')),
      assumeRole('metrics', resourceId('i', 'metrics')),
    ],
  },
  {
    caller: service(MAIN_ACCOUNT, 'cloudtrail'),
    region: 'us-east-1',
    schedule: { callsPerDay: 288, isRegular: true },
    calls: [bucketAcl, generateDataKey],
  },
  {
    caller: service(SECOND_ACCOUNT, 'cloudtrail'),
    region: 'eu-west-1',
    schedule: { callsPerDay: 144, isRegular: true },
    calls: [bucketAcl],
  },
  {
    caller: configRecorder,
    region: 'us-east-1',
    schedule: { callsPerDay: 240, isRegular: true },
    calls: [bucketAcl, listBuckets, getRole, iamList('Policies'), () => describeEc2('Vpcs')],
  },
  {
    caller: vendorSession,
    region: 'us-east-1',
    schedule: { callsPerDay: 240, isRegular: true },
    calls: [
      () => describeInstances({ maxResults: 500 }),
      describeAlarms,
      getFunction,
      read('rds', 'DescribeDBInstances'),
      read('elasticloadbalancing', 'DescribeLoadBalancers'),
    ],
  },
  {
    caller: vendorAccount,
    region: 'us-east-1',
    schedule: { callsPerDay: 48, isRegular: true },
    calls: [assumeRole('monitoring-vendor', 'vendor-crawler')],
  },
];
