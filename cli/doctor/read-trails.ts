import {
  type AdvancedFieldSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Look } from '../../src/doctor/look';
import type {
  FieldCondition,
  TrailFacts,
  TrailSelectors,
  TrailStatus,
} from '../../src/doctor/trail-facts';
import { AWS_CLIENTS } from './aws-clients';
import { lookAt } from './look-at';

/** Every trail that records calls of a region, those of other regions and of the organization included. */
export function readTrails(region: string): Promise<Look<readonly TrailFacts[]>> {
  return lookAt('cloudtrail:DescribeTrails', async () => {
    const { trailList = [] } = await AWS_CLIENTS.cloudTrail({ region }).send(
      new DescribeTrailsCommand({ includeShadowTrails: true }),
    );
    return Promise.all(
      trailList.map(async ({ Name = '', TrailARN = Name, HomeRegion = region, ...trail }) => {
        const client = AWS_CLIENTS.cloudTrail({ region: HomeRegion });
        return {
          name: TrailARN,
          isMultiRegion: trail.IsMultiRegionTrail === true,
          isOrganizationTrail: trail.IsOrganizationTrail === true,
          bucket: trail.S3BucketName,
          topicArn: trail.SnsTopicARN,
          status: await readStatus(client, TrailARN),
          selectors: await readSelectors(client, TrailARN),
        };
      }),
    );
  });
}

function readStatus(client: CloudTrailClient, trail: string): Promise<Look<TrailStatus>> {
  return lookAt('cloudtrail:GetTrailStatus', async () => {
    const status = await client.send(new GetTrailStatusCommand({ Name: trail }));
    return {
      isLogging: status.IsLogging === true,
      deliveryError: status.LatestDeliveryError,
      notificationError: status.LatestNotificationError,
    };
  });
}

function readSelectors(client: CloudTrailClient, trail: string): Promise<Look<TrailSelectors>> {
  return lookAt('cloudtrail:GetEventSelectors', async () => {
    const { EventSelectors = [], AdvancedEventSelectors = [] } = await client.send(
      new GetEventSelectorsCommand({ TrailName: trail }),
    );
    return {
      basic: EventSelectors.map((selector) => ({
        includesManagementEvents: selector.IncludeManagementEvents ?? true,
        readWriteType: selector.ReadWriteType ?? 'All',
        excludedSources: selector.ExcludeManagementEventSources ?? [],
      })),
      advanced: AdvancedEventSelectors.map(({ FieldSelectors = [] }) =>
        FieldSelectors.map(conditionOf),
      ),
    };
  });
}

function conditionOf({ Field = '', ...operators }: AdvancedFieldSelector): FieldCondition {
  return {
    field: Field,
    equals: operators.Equals,
    notEquals: operators.NotEquals,
    startsWith: operators.StartsWith,
    notStartsWith: operators.NotStartsWith,
    endsWith: operators.EndsWith,
    notEndsWith: operators.NotEndsWith,
  };
}
