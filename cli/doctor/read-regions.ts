import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Look } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { lookAt } from './look-at';

/** The regions that the account has enabled. */
export function readEnabledRegions(region: string): Promise<Look<readonly string[]>> {
  return lookAt('ec2:DescribeRegions', async () => {
    const { Regions = [] } = await AWS_CLIENTS.ec2({ region }).send(new DescribeRegionsCommand({}));
    return Regions.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in')
      .flatMap(({ RegionName }) => RegionName ?? [])
      .sort();
  });
}
