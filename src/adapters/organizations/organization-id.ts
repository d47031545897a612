import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';

/** What AWS answers in an account without an organization. */
const NOT_IN_USE = 'AWSOrganizationsNotInUseException';

/** The ID of the organization of an account. Nothing, if it is in none. */
export async function readOrganizationId(client: OrganizationsClient): Promise<string | undefined> {
  try {
    const { Organization } = await client.send(new DescribeOrganizationCommand());
    return Organization?.Id;
  } catch (error) {
    if (error instanceof Error && error.name === NOT_IN_USE) {
      return undefined;
    }
    throw error;
  }
}
