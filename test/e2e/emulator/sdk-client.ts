import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import type { Clients } from './clients';

/** Calls DescribeInstances in each region, with the AWS SDK for JavaScript. @param times calls in each region. */
export async function sweepBySdk(
  clients: Clients,
  accessKeyId: string,
  regions: readonly string[],
  times = 1,
): Promise<void> {
  for (const region of regions) {
    const client = clients.ec2(region, accessKeyId);
    for (let call = 0; call < times; call += 1) {
      await client.send(new DescribeInstancesCommand({}));
    }
  }
}
