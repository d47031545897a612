import {
  type AdvancedEventSelector,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { readOrganizationId } from '../../src/adapters/organizations/organization-id';
import type { TrailFacts } from '../../src/doctor/facts';
import type { Look } from '../../src/doctor/look';
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
          isLogging: await lookAt('cloudtrail:GetTrailStatus', async () => {
            const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: TrailARN }));
            return IsLogging === true;
          }),
          recordsReads: await lookAt('cloudtrail:GetEventSelectors', async () => {
            const { EventSelectors = [], AdvancedEventSelectors = [] } = await client.send(
              new GetEventSelectorsCommand({ TrailName: TrailARN }),
            );
            return (
              EventSelectors.some(isForReads) || AdvancedEventSelectors.some(isAdvancedForReads)
            );
          }),
        };
      }),
    );
  });
}

/** The organization of the account. Nothing, if it is in none. */
export function readOrganization(region: string): Promise<Look<string | undefined>> {
  return lookAt('organizations:DescribeOrganization', () =>
    readOrganizationId(AWS_CLIENTS.organizations({ region })),
  );
}

function isForReads({ IncludeManagementEvents = true, ReadWriteType = 'All' }: EventSelector) {
  return IncludeManagementEvents && ReadWriteType !== 'WriteOnly';
}

function isAdvancedForReads({ FieldSelectors = [] }: AdvancedEventSelector) {
  const valuesOf = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals;
  return (
    valuesOf('eventCategory')?.includes('Management') === true &&
    valuesOf('readOnly')?.includes('false') !== true
  );
}
