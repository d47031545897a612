import type { Finding } from '../../detection/finding';
import { accountIdsOf, roleArnOf } from '../facts';
import { partitionOf } from '../partition';
import { isAccessKeyId, isPlainArn } from '../well-formed';

const UNKNOWN_ACCOUNT = 'unknown';

/**
 * The caller's accounts, role, user or session, and keys, with the type names of CloudFormation. Only well-formed ones,
 * because readers look resources up.
 */
export function ocsfResources(finding: Finding) {
  const { principal, evidence } = finding;
  const roleArn = roleArnOf(principal);
  const resource = (uid: string, type: string) => ({
    uid,
    type,
    cloud_partition: partitionOf(finding),
    role: 'Actor',
    role_id: 2,
  });
  const accountIds = accountIdsOf(finding);
  return [
    ...(accountIds.length > 0 ? accountIds : [UNKNOWN_ACCOUNT]).map((id) =>
      resource(id, 'AWS::::Account'),
    ),
    ...(roleArn !== undefined && isPlainArn(roleArn) ? [resource(roleArn, 'AWS::IAM::Role')] : []),
    ...(principal.arn !== undefined && isPlainArn(principal.arn) && principal.arn !== roleArn
      ? [resource(principal.arn, typeOfArn(principal.arn))]
      : []),
    ...evidence.accessKeyIds.filter(isAccessKeyId).map((id) => resource(id, 'AWS::IAM::AccessKey')),
  ];
}

function typeOfArn(arn: string): string {
  if (arn.includes(':user/')) {
    return 'AWS::IAM::User';
  }
  return arn.includes(':assumed-role/') ? 'AWS::STS::AssumedRole' : 'AWS::IAM::Principal';
}
