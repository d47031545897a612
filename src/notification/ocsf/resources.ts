import type { Finding } from '../../detection/finding';
import { accountIdOf, roleArnOf } from '../facts';
import { partitionOf } from '../record-text';
import { isAccessKeyId, isAccountId, isPlainArn } from '../well-formed';
import type { OcsfResource } from './detection-finding';

const UNKNOWN_ACCOUNT = 'unknown';

/**
 * The caller's accounts, role, user or session, and keys, with the type names of CloudFormation. Only well-formed ones,
 * because readers look resources up.
 */
export function ocsfResources(finding: Finding): OcsfResource[] {
  const { principal, evidence } = finding;
  const partition = partitionOf(principal.arn ?? principal.roleArn);
  const roleArn = roleArnOf(principal);
  const resource = (uid: string, type: string): OcsfResource => ({
    uid,
    type,
    cloud_partition: partition,
    role: 'Actor',
    role_id: 2,
  });
  const own = accountIdOf(finding);
  const accounts = new Set([...(own === undefined ? [] : [own]), ...evidence.accountIds]);
  const known = [...accounts].filter(isAccountId);
  return [
    ...(known.length > 0 ? known : [UNKNOWN_ACCOUNT]).map((id) => resource(id, 'AWS::::Account')),
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
