import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CREDENTIALS, HOME_REGION } from './world';

/** Clients of the AWS SDK that talk to the emulator. */
export interface Clients {
  /** @param accessKeyId whose calls CloudTrail is to see. */
  ec2(region: string, accessKeyId: string): EC2Client;
  events(region?: string): EventBridgeClient;
  sqs(region?: string): SQSClient;
  readonly lambda: LambdaClient;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
}

export function clientsFor(endpoint: string): Clients {
  const options = (region: string, accessKeyId: string = CREDENTIALS.accessKeyId) => ({
    endpoint,
    region,
    credentials: { ...CREDENTIALS, accessKeyId },
  });
  return {
    ec2: (region, accessKeyId) => new EC2Client(options(region, accessKeyId)),
    events: (region = HOME_REGION) => new EventBridgeClient(options(region)),
    sqs: (region = HOME_REGION) => new SQSClient(options(region)),
    lambda: new LambdaClient(options(HOME_REGION)),
    scheduler: new SchedulerClient(options(HOME_REGION)),
    sns: new SNSClient(options(HOME_REGION)),
  };
}
