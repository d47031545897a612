import type { Finding } from '../../detection/finding';
import { accountIdOf, principalName, roleArnOf } from '../facts';
import { arnText, fieldText, partitionOf } from '../record-text';
import { isAccessKeyId, isAccountId, parseIamArn } from '../well-formed';
import { ASFF_LIMITS, type AsffPartition, type AsffResource } from './security-finding';

const PARTITIONS: readonly AsffPartition[] = ['aws', 'aws-cn', 'aws-us-gov'];

const MAX_NAME = 256;
const MAX_TYPE = 64;

/**
 * The caller's accounts, role, user and access keys, most important first. Security Hub demands at least one resource.
 * All have well-formed IDs, because readers look resources up.
 */
export function asffResources(finding: Finding): AsffResource[] {
  const { principal } = finding;
  const Partition = knownPartition(partitionOf(principal.arn ?? principal.roleArn));
  const resources = [
    ...accountIds(finding).map((id) => ({
      Type: 'AwsAccount' as const,
      Id: `AWS::::Account:${id}`,
      Partition,
    })),
    ...entityResources(finding, Partition),
    ...accessKeys(finding, Partition),
  ];
  const unknown: AsffResource = { Type: 'Other', Id: 'unknown principal', Partition };
  return resources.length === 0 ? [unknown] : resources.slice(0, ASFF_LIMITS.resources);
}

function knownPartition(partition: string): AsffPartition {
  return PARTITIONS.find((known) => known === partition) ?? 'aws';
}

function accountIds(finding: Finding): string[] {
  const own = accountIdOf(finding);
  const ids = new Set([...(own === undefined ? [] : [own]), ...finding.evidence.accountIds]);
  // The keys matter more than the eleventh account.
  return [...ids].filter(isAccountId).slice(0, 10);
}

function entityResources({ principal }: Finding, Partition: AsffPartition): AsffResource[] {
  const roleArn = roleArnOf(principal) ?? '';
  const role = parseIamArn(roleArn, 'role');
  const user = parseIamArn(principal.arn ?? '', 'user');
  return [
    ...(role === undefined
      ? []
      : [
          {
            Type: 'AwsIamRole' as const,
            Id: arnText(roleArn, ASFF_LIMITS.resourceId),
            Partition,
            Details: { AwsIamRole: { RoleName: role.name, Path: `/${role.path}` } },
          },
        ]),
    ...(user === undefined
      ? []
      : [
          {
            Type: 'AwsIamUser' as const,
            Id: arnText(principal.arn ?? '', ASFF_LIMITS.resourceId),
            Partition,
            Details: { AwsIamUser: { UserName: user.name, Path: `/${user.path}` } },
          },
        ]),
  ];
}

function accessKeys(finding: Finding, Partition: AsffPartition): AsffResource[] {
  const { principal, evidence } = finding;
  const AccountId = accountIdOf(finding);
  return evidence.accessKeyIds.filter(isAccessKeyId).map((AccessKeyId) => ({
    Type: 'AwsIamAccessKey',
    Id: `AWS::IAM::AccessKey:${AccessKeyId}`,
    Partition,
    Details: {
      AwsIamAccessKey: {
        AccessKeyId,
        ...(AccountId !== undefined && { AccountId }),
        PrincipalName: fieldText(principalName(principal), MAX_NAME),
        PrincipalType: fieldText(principal.type, MAX_TYPE),
      },
    },
  }));
}
