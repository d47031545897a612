import type { JsonObject } from '../../../src/detection/json';

const ACCOUNT = '111122223333';

const ALICE = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEALICE00001',
  arn: `arn:aws:iam::${ACCOUNT}:user/ci/alice=a,b@example.com`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAEXAMPLEALICE0001',
  userName: 'alice=a,b@example.com',
};

const SESSION = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEROLE000001:s-1',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/s-1`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLEROLE00001',
  sessionContext: {
    attributes: { creationDate: '2026-03-03T08:00:00Z', mfaAuthenticated: 'false' },
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLEROLE000001',
      arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
      accountId: ACCOUNT,
      userName: 'deploy',
    },
  },
};

const FEDERATED = {
  type: 'FederatedUser',
  principalId: `${ACCOUNT}:bob`,
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLEBOB000001',
  sessionContext: {
    sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/broker` },
  },
};

const SERVICE = { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' };

const REGIONS = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1', 'eu-west-2'],
  ...['eu-central-1', 'eu-north-1', 'ap-south-1', 'ap-southeast-1', 'ap-northeast-1', 'sa-east-1'],
];

const QUOTA = {
  eventSource: 'servicequotas.amazonaws.com',
  eventName: 'GetServiceQuota',
  requestParameters: { serviceCode: 'ec2', quotaCode: 'L-1216C47A' },
};

/** What differs from an allowed call of DescribeInstances by Alice. */
const DIFFERENCES: readonly JsonObject[] = [
  {},
  { requestParameters: { filterSet: { items: [{ name: 'tag:a, b', valueSet: {} }] } } },
  { errorCode: 'Client.UnauthorizedOperation', errorMessage: 'You are "not" authorized, Alice.' },
  { userIdentity: SESSION },
  { userIdentity: SESSION, sessionCredentialFromConsole: 'true' },
  { userIdentity: FEDERATED, userAgent: 'a, "b"; c\td' },
  { userIdentity: SERVICE, sourceIPAddress: 'autoscaling.amazonaws.com' },
  QUOTA,
  { ...QUOTA, userIdentity: SESSION },
  { ...QUOTA, requestParameters: null, errorCode: 'AccessDenied', userIdentity: SESSION },
  { ...QUOTA, eventName: 'GetAWSDefaultServiceQuota', userIdentity: FEDERATED },
  { sourceIPAddress: '2001:db8::1', userAgent: 'Boto3/1.34.0' },
];

/** Twelve calls in twelve regions, one a second, by four callers: allowed and denied, with and without parameters. */
export const TWELVE_RECORDS: readonly JsonObject[] = DIFFERENCES.map((difference, index) => ({
  eventVersion: '1.11',
  userIdentity: ALICE,
  eventTime: `2026-03-03T09:00:${String(index).padStart(2, '0')}Z`,
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: REGIONS[index],
  sourceIPAddress: '198.51.100.23',
  userAgent: 'aws-cli/2.15.0',
  requestParameters: { maxResults: 100 },
  responseElements: null,
  requestID: `977f9bd1-a4e7-4600-8977-${String(index).padStart(12, '0')}`,
  eventID: `02048556-4018-4ded-9270-${String(index).padStart(12, '0')}`,
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
  ...difference,
}));
