import { awsService, callerFrom, roleSession } from '../callers';
import { read } from '../calls/call';
import {
  assumeRole,
  bucketAcl,
  describeAlarms,
  generateDataKey,
  getFunction,
  getRole,
  iamList,
  listBuckets,
} from '../calls/ordinary';
import { describeEc2, describeInstances } from '../calls/recon';
import { exampleId, FOREIGN_ACCOUNT, MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../ids';
import type { Play } from '../walk';
import { irregularly, regularly } from './habit';

const VENDOR = [
  '203.0.113.200',
  'Boto3/1.35.99 md/Botocore#1.35.99 ua/2.1 os/linux lang/python#3.12.8',
] as const;

/** A vendor's monitoring, which assumes a role in the customer's account. */
const vendorSession = roleSession(MAIN_ACCOUNT, 'monitoring-vendor/vendor-crawler', VENDOR);

/** The vendor, as the customer's account sees it. */
const vendorAccount = callerFrom(VENDOR, MAIN_ACCOUNT, () => ({
  type: 'AWSAccount',
  principalId: exampleId('AIDA', `${FOREIGN_ACCOUNT} vendor-crawler`),
  accountId: FOREIGN_ACCOUNT,
}));

/** The role with which AWS Config records all resources. */
const configRecorder = roleSession(
  MAIN_ACCOUNT,
  'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig/AWSConfig-Describe',
  ['config.amazonaws.com', 'config.amazonaws.com'],
);

const lambda = awsService(MAIN_ACCOUNT, 'lambda');

/** AWS services, and a vendor, that look after the accounts. */
export const SERVICE_HABITS: readonly Play[] = [
  irregularly(190, lambda, 'eu-central-1', [assumeRole('order-intake-role', 'order-intake')]),
  irregularly(150, lambda, 'us-east-1', [assumeRole('thumbnailer-role', 'thumbnailer')]),
  regularly(90, awsService(MAIN_ACCOUNT, 'ec2'), 'us-east-1', [
    assumeRole('web-tier', resourceId('i', 'web-1')),
    assumeRole('metrics', resourceId('i', 'metrics')),
  ]),
  regularly(288, awsService(MAIN_ACCOUNT, 'cloudtrail'), 'us-east-1', [bucketAcl, generateDataKey]),
  regularly(144, awsService(SECOND_ACCOUNT, 'cloudtrail'), 'eu-west-1', [bucketAcl]),
  regularly(240, configRecorder, 'us-east-1', [
    bucketAcl,
    listBuckets,
    getRole,
    iamList('Policies'),
    describeEc2('Vpcs'),
  ]),
  regularly(240, vendorSession, 'us-east-1', [
    describeInstances({ maxResults: 500 }),
    describeAlarms,
    getFunction,
    read('rds', 'DescribeDBInstances'),
    read('elasticloadbalancing', 'DescribeLoadBalancers'),
  ]),
  regularly(48, vendorAccount, 'us-east-1', [assumeRole('monitoring-vendor', 'vendor-crawler')]),
];
