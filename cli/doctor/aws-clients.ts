import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { UsageError } from '../flags/usage-error';

/** The region of a client. Organizations has one endpoint for a partition, which the SDK finds by any of its regions. */
interface InRegion {
  readonly region: string;
}

/** A client of each service, for any region. */
export const AWS_CLIENTS = {
  cloudFormation: (settings: InRegion) => new CloudFormationClient(settings),
  cloudTrail: (settings: InRegion) => new CloudTrailClient(settings),
  cloudWatch: (settings: InRegion) => new CloudWatchClient(settings),
  ec2: (settings: InRegion) => new EC2Client(settings),
  events: (settings: InRegion) => new EventBridgeClient(settings),
  lambda: (settings: InRegion) => new LambdaClient(settings),
  organizations: (settings: InRegion) => new OrganizationsClient(settings),
  s3: (settings: InRegion) =>
    new S3Client({
      ...settings,
      followRegionRedirects: true,
      // A stand-in for S3 has one host for all buckets.
      forcePathStyle: Boolean(
        process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'],
      ),
    }),
  serviceQuotas: (settings: InRegion) => new ServiceQuotasClient(settings),
  sns: (settings: InRegion) => new SNSClient(settings),
  // Signed requests go to AWS, or to AWS_ENDPOINT_URL, and never to a host that only the queue URL names.
  sqs: (settings: InRegion) => new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
} as const;

/** @throws UsageError when neither the flag nor the AWS configuration names a region. */
export async function regionOf(flag: string | undefined): Promise<string> {
  try {
    return flag ?? (await new CloudFormationClient({}).config.region());
  } catch {
    throw new UsageError(
      'The region of the hub is unknown. Add --region, for example --region eu-central-1, or set AWS_REGION.',
    );
  }
}
