import { isoTime } from '../clock';
import { resourceId } from '../example-ids';
import type { CallFactory } from './security-calls';

/** A call without parameters worth keeping; `read('eks', 'ListClusters')`. */
export function read(service: string, eventName: string): CallFactory {
  return () => ({ service, eventName, readOnly: true, requestParameters: null });
}

/** The instances that the ordinary traffic knows. */
const INSTANCE_NAMES = ['web-1', 'web-2', 'web-3', 'batch-1', 'bastion', 'metrics'] as const;

export const bucketAcl: CallFactory = ({ random, accountId, region }) => {
  const bucketName = `${random.pick(['app-logs', 'invoices', 'trail', 'website'])}-${accountId}`;
  return {
    service: 's3',
    eventName: random.pick(['GetBucketAcl', 'GetBucketLocation', 'GetBucketEncryption']),
    readOnly: true,
    requestParameters: { bucketName, Host: `${bucketName}.s3.${region}.amazonaws.com` },
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: random.between(200, 900),
    },
    resources: [{ accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` }],
  };
};

export const listBuckets: CallFactory = ({ region }) => ({
  service: 's3',
  eventName: 'ListBuckets',
  readOnly: true,
  requestParameters: { Host: `s3.${region}.amazonaws.com` },
});

/** CloudTrail keeps the API version in the name of older Lambda calls. */
export const getFunction: CallFactory = ({ random }) => ({
  service: 'lambda',
  eventName: 'GetFunction20150331v2',
  readOnly: true,
  requestParameters: { functionName: random.pick(['order-intake', 'thumbnailer', 'report']) },
});

export const createLogStream: CallFactory = ({ random, second }) => {
  const name = random.pick(['order-intake', 'thumbnailer', 'report', 'asset-inventory']);
  return {
    service: 'logs',
    eventName: 'CreateLogStream',
    readOnly: false,
    requestParameters: {
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: `${isoTime(second).slice(0, 10).replaceAll('-', '/')}/[$LATEST]${random.text(8, '0123456789abcdef')}`,
    },
  };
};

export const describeAlarms: CallFactory = ({ random }) => ({
  service: 'monitoring',
  eventName: 'DescribeAlarms',
  readOnly: true,
  requestParameters: { maxRecords: 100, stateValue: random.pick(['ALARM', 'OK']) },
});

export const putMetricAlarm: CallFactory = ({ random }) => ({
  service: 'monitoring',
  eventName: 'PutMetricAlarm',
  readOnly: false,
  requestParameters: {
    alarmName: `cpu-${random.pick(INSTANCE_NAMES)}`,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    threshold: 80,
    evaluationPeriods: 3,
  },
});

/** The heartbeat of the SSM agent on an instance. */
export const agentHeartbeat: CallFactory = ({ random }) => ({
  service: 'ssm',
  eventName: 'UpdateInstanceInformation',
  readOnly: false,
  requestParameters: {
    instanceId: resourceId('i', random.pick(INSTANCE_NAMES)),
    agentVersion: '3.3.1802.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    agentName: 'amazon-ssm-agent',
  },
});

export const describeSomeVolumes: CallFactory = ({ random }) => ({
  service: 'ec2',
  eventName: 'DescribeVolumes',
  readOnly: true,
  requestParameters: {
    volumeSet: { items: [{ volumeId: resourceId('vol', String(random.between(1, 40))) }] },
    filterSet: {},
  },
});

export const describeGroups: CallFactory = () => ({
  service: 'autoscaling',
  eventName: 'DescribeAutoScalingGroups',
  readOnly: true,
  requestParameters: { maxRecords: 100 },
});

export const runInstances: CallFactory = ({ random }) => {
  const instanceId = resourceId('i', random.uuid());
  return {
    service: 'ec2',
    eventName: 'RunInstances',
    readOnly: false,
    requestParameters: {
      instancesSet: { items: [{ imageId: 'ami-0abcdef1234567890', minCount: 1, maxCount: 1 }] },
      instanceType: random.pick(['m7g.large', 'c7g.xlarge', 't4g.medium']),
    },
    responseElements: { instancesSet: { items: [{ instanceId }] } },
  };
};
