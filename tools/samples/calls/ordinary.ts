import { dayFolders, stsTime } from '../clock';
import { exampleId, HEX_ALPHABET, resourceId } from '../ids';
import type { FreeForm } from '../record';
import { type ApiCall, type Call, type Moment, read, write } from './call';

const INSTANCES = ['web-1', 'web-2', 'web-3', 'batch-1', 'bastion', 'metrics'] as const;
const FUNCTIONS = ['order-intake', 'thumbnailer', 'report'] as const;
const SECRETS = ['prod/db-main', 'prod/payments-api', 'shared/smtp', 'staging/db-main'] as const;

/** Secrets Manager decrypts a secret for whoever reads it. */
export function decryptSecret({ random, accountId, region }: Moment): ApiCall {
  const secret = random.pick(SECRETS);
  const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${secret}`;
  return {
    ...read('kms', 'Decrypt', {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { SecretARN: secretArn },
    }),
    resources: [keyOf(accountId, region, secret)],
  };
}

export function generateDataKey({ random, accountId, region }: Moment): ApiCall {
  const bucket = random.pick(['app-logs', 'invoices', 'trail']);
  return {
    ...read('kms', 'GenerateDataKey', {
      keySpec: 'AES_256',
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucket}-${accountId}` },
    }),
    resources: [keyOf(accountId, region, bucket)],
  };
}

export function getSecretValue({ random }: Moment): ApiCall {
  return read('secretsmanager', 'GetSecretValue', { secretId: random.pick(SECRETS) });
}

/**
 * How a caller gets a session of a role, and its key: `AssumeRole`, or for a pod `AssumeRoleWithWebIdentity` and for a
 * person `AssumeRoleWithSAML`.
 */
export function assumeRole(roleName: string, roleSessionName: string, how = ''): Call {
  return ({ accountId, second }) => {
    const roleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
    const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${roleSessionName}`;
    const parameters = { roleArn, roleSessionName, durationSeconds: 3600 };
    return {
      ...read('sts', `AssumeRole${how}`, parameters),
      responseElements: {
        credentials: {
          accessKeyId: exampleId('ASIA', `${arn} ${second}`),
          // A real token is some 800 characters of noise.
          sessionToken: 'EXAMPLETOKEN',
          expiration: stsTime(second + 3600),
        },
        assumedRoleUser: {
          assumedRoleId: `${exampleId('AROA', roleArn)}:${roleSessionName}`,
          arn,
        },
      },
      resources: [{ accountId, type: 'AWS::IAM::Role', ARN: roleArn }],
    };
  };
}

/** A call that lists something of IAM, such as `Users`. */
export function iamList(what: string): ApiCall {
  return read('iam', `List${what}`, { maxItems: 100 });
}

export function getRole({ random }: Moment): ApiCall {
  const roleName = random.pick(['order-service', 'web-tier', 'deploy', 'Reporting']);
  return read('iam', 'GetRole', { roleName });
}

export const consoleLogin: ApiCall = {
  ...write('signin', 'ConsoleLogin', null),
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: {
    LoginTo: 'https://console.aws.amazon.com/console/home',
    MobileVersion: 'No',
    MFAUsed: 'Yes',
  },
  isSignIn: true,
};

export function bucketAcl({ random, accountId, region }: Moment): ApiCall {
  const bucketName = `${random.pick(['app-logs', 'invoices', 'trail', 'website'])}-${accountId}`;
  const eventName = random.pick(['GetBucketAcl', 'GetBucketLocation', 'GetBucketEncryption']);
  const host = `${bucketName}.s3.${region}.amazonaws.com`;
  return {
    ...read('s3', eventName, { bucketName, Host: host }),
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: random.between(200, 900),
    },
    resources: [{ accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` }],
  };
}

export function listBuckets({ region }: Moment): ApiCall {
  return read('s3', 'ListBuckets', { Host: `s3.${region}.amazonaws.com` });
}

/** CloudTrail keeps the API version in the name of older Lambda calls. */
export function getFunction({ random }: Moment): ApiCall {
  return read('lambda', 'GetFunction20150331v2', { functionName: random.pick(FUNCTIONS) });
}

export function createLogStream({ random, second }: Moment): ApiCall {
  const name = random.pick([...FUNCTIONS, 'asset-inventory']);
  return write('logs', 'CreateLogStream', {
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `${dayFolders(second)}/[$LATEST]${random.text(8, HEX_ALPHABET)}`,
  });
}

export function describeAlarms({ random }: Moment): ApiCall {
  const stateValue = random.pick(['ALARM', 'OK']);
  return read('monitoring', 'DescribeAlarms', { maxRecords: 100, stateValue });
}

export function putMetricAlarm({ random }: Moment): ApiCall {
  return write('monitoring', 'PutMetricAlarm', {
    alarmName: `cpu-${random.pick(INSTANCES)}`,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    threshold: 80,
    evaluationPeriods: 3,
  });
}

/** The heartbeat of the SSM agent on an instance. */
export function agentHeartbeat({ random }: Moment): ApiCall {
  return write('ssm', 'UpdateInstanceInformation', {
    instanceId: resourceId('i', random.pick(INSTANCES)),
    agentVersion: '3.3.1802.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    agentName: 'amazon-ssm-agent',
  });
}

export function describeOneVolume({ random }: Moment): ApiCall {
  const items = [{ volumeId: resourceId('vol', String(random.between(1, 40))) }];
  return read('ec2', 'DescribeVolumes', { volumeSet: { items }, filterSet: {} });
}

export const describeGroups = read('autoscaling', 'DescribeAutoScalingGroups', { maxRecords: 100 });

export function runInstances({ random }: Moment): ApiCall {
  const instanceId = resourceId('i', random.uuid());
  return {
    ...write('ec2', 'RunInstances', {
      instancesSet: { items: [{ imageId: 'ami-0abcdef1234567890', minCount: 1, maxCount: 1 }] },
      instanceType: random.pick(['m7g.large', 'c7g.xlarge', 't4g.medium']),
    }),
    responseElements: { instancesSet: { items: [{ instanceId }] } },
  };
}

function keyOf(accountId: string, region: string, name: string): FreeForm {
  const ARN = `arn:aws:kms:${region}:${accountId}:key/${resourceId('mrk', name)}`;
  return { accountId, type: 'AWS::KMS::Key', ARN };
}
