import type { Finding } from '../../detection/finding';
import { accountIdOf, accountIdsOf, principalName, roleArnOf } from '../facts';
import { partitionOf } from '../partition';
import { arnText, fieldText } from '../record-text';
import { isAccessKeyId, parseIamArn } from '../well-formed';
import { ASFF_LIMITS } from './limits';

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;

/** The keys matter more than the eleventh account. */
const MAX_ACCOUNTS = 10;

const MAX_NAME = 256;
const MAX_TYPE = 64;

/**
 * The caller's accounts, role, user and access keys, most important first. Security Hub demands at least one resource.
 * All have well-formed IDs, because readers look resources up.
 */
export function asffResources(finding: Finding) {
  const { principal, evidence } = finding;
  const partition = partitionOf(finding);
  const Partition = PARTITIONS.find((known) => known === partition) ?? 'aws';
  const resource = (Type: string, Id: string, Details?: object) => ({
    Type,
    Id,
    Partition,
    ...(Details !== undefined && { Details }),
  });
  const AccountId = accountIdOf(finding);
  const roleArn = roleArnOf(principal) ?? '';
  const role = parseIamArn(roleArn, 'role');
  const arn = principal.arn ?? '';
  const user = parseIamArn(arn, 'user');
  const resources = [
    ...accountIdsOf(finding)
      .slice(0, MAX_ACCOUNTS)
      .map((id) => resource('AwsAccount', `AWS::::Account:${id}`)),
    role &&
      resource('AwsIamRole', arnText(roleArn, ASFF_LIMITS.resourceId), {
        AwsIamRole: { RoleName: role.name, Path: `/${role.path}` },
      }),
    user &&
      resource('AwsIamUser', arnText(arn, ASFF_LIMITS.resourceId), {
        AwsIamUser: { UserName: user.name, Path: `/${user.path}` },
      }),
    ...evidence.accessKeyIds.filter(isAccessKeyId).map((AccessKeyId) =>
      resource('AwsIamAccessKey', `AWS::IAM::AccessKey:${AccessKeyId}`, {
        AwsIamAccessKey: {
          AccessKeyId,
          ...(AccountId !== undefined && { AccountId }),
          PrincipalName: fieldText(principalName(principal), MAX_NAME),
          PrincipalType: fieldText(principal.type, MAX_TYPE),
        },
      }),
    ),
  ].filter((one) => one !== undefined);
  return resources.length === 0
    ? [resource('Other', 'unknown principal')]
    : resources.slice(0, ASFF_LIMITS.resources);
}
