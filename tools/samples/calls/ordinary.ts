import { dayFolders, stsTime } from '../clock';
import { exampleId, HEX_ALPHABET, resourceId } from '../ids';
import { type ApiCall, type Call, read, write } from './call';

const INSTANCES = ['web-1', 'web-2', 'web-3', 'batch-1', 'bastion', 'metrics'] as const;
const FUNCTIONS = ['order-intake', 'thumbnailer', 'report'] as const;
const SECRETS = ['prod/db-main', 'prod/payments-api', 'shared/smtp', 'staging/db-main'] as const;

export const getSecretValue: Call = ({ random }) =>
  read('secretsmanager', 'GetSecretValue', { secretId: random.pick(SECRETS) });

/** Secrets Manager decrypts a secret for its reader. */
export const decryptSecret: Call = ({ random, accountId, region }) => {
  const secret = random.pick(SECRETS);
  const SecretARN = `arn:aws:secretsmanager:${region}:${accountId}:secret:${secret}`;
  const encryptionAlgorithm = 'SYMMETRIC_DEFAULT';
  const call = read('kms', 'Decrypt', { encryptionAlgorithm, encryptionContext: { SecretARN } });
  return on(call, accountId, 'KMS::Key', keyArn(accountId, region, secret));
};

export const generateDataKey: Call = ({ random, accountId, region }) => {
  const bucket = random.pick(['app-logs', 'invoices', 'trail']);
  const encryptionContext = { 'aws:s3:arn': `arn:aws:s3:::${bucket}-${accountId}` };
  const call = read('kms', 'GenerateDataKey', { keySpec: 'AES_256', encryptionContext });
  return on(call, accountId, 'KMS::Key', keyArn(accountId, region, bucket));
};

/**
 * How a caller gets a session of a role, and its key: `AssumeRole`, or for a pod `AssumeRoleWithWebIdentity` and for a
 * person `AssumeRoleWithSAML`.
 */
export function assumeRole(roleName: string, roleSessionName: string, how = ''): Call {
  return ({ accountId, second }) => {
    const roleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${roleSessionName}`;
    const parameters = { roleArn, roleSessionName, durationSeconds: 3600 };
    const assumedRoleId = `${exampleId('AROA', roleArn)}:${roleSessionName}`;
    const credentials = {
      accessKeyId: exampleId('ASIA', `${arn} ${second}`),
      // A real token is some 800 characters of noise.
      sessionToken: 'EXAMPLETOKEN',
      expiration: stsTime(second + 3600),
    };
    return {
      ...on(read('sts', `AssumeRole${how}`, parameters), accountId, 'IAM::Role', roleArn),
      responseElements: { credentials, assumedRoleUser: { assumedRoleId, arn } },
    };
  };
}

/** A call that lists something of IAM, such as `Users`. */
export function iamList(what: string): ApiCall {
  return read('iam', `List${what}`, { maxItems: 100 });
}

export const getRole: Call = ({ random }) => {
  const roleName = random.pick(['order-service', 'web-tier', 'deploy', 'Reporting']);
  return read('iam', 'GetRole', { roleName });
};

export const consoleLogin: Call = {
  ...write('signin', 'ConsoleLogin', null),
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: {
    LoginTo: 'https://console.aws.amazon.com/console/home',
    MobileVersion: 'No',
    MFAUsed: 'Yes',
  },
  isSignIn: true,
};

export const bucketAcl: Call = ({ random, accountId, region }) => {
  const bucketName = `${random.pick(['app-logs', 'invoices', 'trail', 'website'])}-${accountId}`;
  const eventName = random.pick(['GetBucketAcl', 'GetBucketLocation', 'GetBucketEncryption']);
  const call = read('s3', eventName, {
    bucketName,
    Host: `${bucketName}.s3.${region}.amazonaws.com`,
  });
  return {
    ...on(call, accountId, 'S3::Bucket', `arn:aws:s3:::${bucketName}`),
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: random.between(200, 900),
    },
  };
};

export const listBuckets: Call = ({ region }) =>
  read('s3', 'ListBuckets', { Host: `s3.${region}.amazonaws.com` });

/** CloudTrail keeps the API version in the name of older Lambda calls. */
export const getFunction: Call = ({ random }) =>
  read('lambda', 'GetFunction20150331v2', { functionName: random.pick(FUNCTIONS) });

export const createLogStream: Call = ({ random, second }) =>
  write('logs', 'CreateLogStream', {
    logGroupName: `/aws/lambda/${random.pick([...FUNCTIONS, 'asset-inventory'])}`,
    logStreamName: `${dayFolders(second)}/[$LATEST]${random.text(8, HEX_ALPHABET)}`,
  });

export const describeAlarms: Call = ({ random }) =>
  read('monitoring', 'DescribeAlarms', {
    maxRecords: 100,
    stateValue: random.pick(['ALARM', 'OK']),
  });

export const putMetricAlarm: Call = ({ random }) =>
  write('monitoring', 'PutMetricAlarm', {
    alarmName: `cpu-${random.pick(INSTANCES)}`,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    threshold: 80,
    evaluationPeriods: 3,
  });

/** The heartbeat of the SSM agent on an instance. */
export const agentHeartbeat: Call = ({ random }) =>
  write('ssm', 'UpdateInstanceInformation', {
    instanceId: resourceId('i', random.pick(INSTANCES)),
    agentVersion: '3.3.1802.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    agentName: 'amazon-ssm-agent',
  });

export const describeOneVolume: Call = ({ random }) => {
  const items = [{ volumeId: resourceId('vol', String(random.between(1, 40))) }];
  return read('ec2', 'DescribeVolumes', { volumeSet: { items }, filterSet: {} });
};

export const describeGroups = read('autoscaling', 'DescribeAutoScalingGroups', { maxRecords: 100 });

export const runInstances: Call = ({ random }) => {
  const instanceId = resourceId('i', random.uuid());
  const items = [{ imageId: 'ami-0abcdef1234567890', minCount: 1, maxCount: 1 }];
  const instanceType = random.pick(['m7g.large', 'c7g.xlarge', 't4g.medium']);
  return {
    ...write('ec2', 'RunInstances', { instancesSet: { items }, instanceType }),
    responseElements: { instancesSet: { items: [{ instanceId }] } },
  };
};

/** The call, with the resource that it uses. */
function on(call: ApiCall, accountId: string, type: string, ARN: string): ApiCall {
  return { ...call, resources: [{ accountId, type: `AWS::${type}`, ARN }] };
}

function keyArn(accountId: string, region: string, name: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${resourceId('mrk', name)}`;
}
