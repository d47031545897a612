import type { Finding } from '../detection/finding';
import type { WatchedLine } from '../detection/incident/incident';
import { containment } from './containment';
import { partitionOf } from './partition';
import { isAccessKeyId, isAccountId, isPlainArn, isRegionName, parseIamArn } from './well-formed';

/**
 * The commands that undo watched calls, or that list what there is to undo.
 *
 * @param finding the sweep that leads.
 * @returns nothing where a value that a command needs is absent, shortened or not safe in a shell.
 */
type Undo = (line: WatchedLine, finding: Finding) => readonly string[];

/** For names of users, roles, policies, trails and the like. A name never begins with a hyphen. */
const NAME = /^\w[\w+=,.@-]{0,127}$/;

function name(text: string | undefined): string | undefined {
  return text !== undefined && NAME.test(text) ? text : undefined;
}

/** A command with values, or nothing where one of them is missing. */
function command(
  parts: TemplateStringsArray,
  ...values: readonly (string | undefined)[]
): readonly string[] {
  return values.includes(undefined) ? [] : [String.raw({ raw: parts }, ...values)];
}

/** The region, where all calls were made in one. */
function onlyRegion({ regions }: WatchedLine): string | undefined {
  const [only, ...others] = regions;
  return only !== undefined && others.length === 0 && isRegionName(only) ? only : undefined;
}

function accountOf(text: string | undefined): string | undefined {
  return text !== undefined && isAccountId(text) ? text : undefined;
}

function policyOf({ details }: WatchedLine): string | undefined {
  const arn = details['policy'];
  return arn !== undefined && isPlainArn(arn) ? arn : undefined;
}

function denyAll(finding: Finding): string {
  return `arn:${partitionOf(finding)}:iam::aws:policy/AWSDenyAll`;
}

/**
 * Lists the instances that were launched on these days.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
const listInstances: Undo = ({ regions, time, until }) => {
  const named = regions.filter(isRegionName).join(' ');
  const days = [...new Set([time, until].map((one) => `${one.slice(0, 10)}T*`))].join(',');
  return command`for region in ${named === '' ? undefined : named}; do aws ec2 describe-instances --region "$region" --filters "Name=launch-time,Values=${days}" --query "Reservations[].Instances[].[Placement.AvailabilityZone,InstanceId,InstanceType,LaunchTime]" --output text; done`;
};

const denyNewUser: Undo = ({ details }, finding) =>
  command`aws iam attach-user-policy --user-name ${name(details['user'])} --policy-arn ${denyAll(finding)}`;

const deletePassword: Undo = ({ details }) =>
  command`aws iam delete-login-profile --user-name ${name(details['user'])}`;

const revokeRole: Undo = ({ details }) => {
  const role = parseIamArn(details['role'] ?? '', 'role');
  return role === undefined ? [] : containment({ is: 'role', role }).commands;
};

const denyCaller: Undo = (_, { principal }) => {
  const user = parseIamArn(principal.arn ?? '', 'user');
  return user === undefined ? [] : containment({ is: 'user', user }).commands;
};

/** By the name of the call. Its details have the labels of the catalogue of watched calls. */
export const UNDO_COMMANDS: ReadonlyMap<string, Undo> = new Map<string, Undo>([
  ['RunInstances', listInstances],
  ['RequestSpotInstances', listInstances],
  ['RequestSpotFleet', listInstances],
  ['CreateFleet', listInstances],
  ['CreateUser', denyNewUser],
  [
    'CreateAccessKey',
    ({ details: { user, key } }) =>
      command`aws iam update-access-key --status Inactive --user-name ${name(user)} --access-key-id ${key !== undefined && isAccessKeyId(key) ? key : undefined}`,
  ],
  ['CreateLoginProfile', deletePassword],
  ['UpdateLoginProfile', deletePassword],
  [
    'AttachUserPolicy',
    (line) =>
      command`aws iam detach-user-policy --user-name ${name(line.details['user'])} --policy-arn ${policyOf(line)}`,
  ],
  [
    'PutUserPolicy',
    ({ details: { user, policy } }) =>
      command`aws iam delete-user-policy --user-name ${name(user)} --policy-name ${name(policy)}`,
  ],
  [
    'CreateRole',
    ({ details: { role } }, finding) =>
      command`aws iam attach-role-policy --role-name ${name(role)} --policy-arn ${denyAll(finding)}`,
  ],
  [
    'AttachRolePolicy',
    (line) =>
      command`aws iam detach-role-policy --role-name ${name(line.details['role'])} --policy-arn ${policyOf(line)}`,
  ],
  [
    'ModifySnapshotAttribute',
    (line) =>
      command`aws ec2 modify-snapshot-attribute --region ${onlyRegion(line)} --snapshot-id ${name(line.details['snapshot'])} --attribute createVolumePermission --operation-type remove --user-ids ${accountOf(line.details['shared with'])}`,
  ],
  [
    'ModifyImageAttribute',
    (line) =>
      command`aws ec2 modify-image-attribute --region ${onlyRegion(line)} --image-id ${name(line.details['image'])} --attribute launchPermission --operation-type remove --user-ids ${accountOf(line.details['shared with'])}`,
  ],
  [
    'ModifyDBSnapshotAttribute',
    (line) =>
      command`aws rds modify-db-snapshot-attribute --region ${onlyRegion(line)} --db-snapshot-identifier ${name(line.details['snapshot'])} --attribute-name restore --values-to-remove ${accountOf(line.details['shared with'])}`,
  ],
  [
    'StopLogging',
    (line) =>
      command`aws cloudtrail start-logging --region ${onlyRegion(line)} --name ${trailOf(line)}`,
  ],
  ['AssumeRole', revokeRole],
  ['ConsoleLogin', denyCaller],
  ['GetFederationToken', denyCaller],
  ['GetSessionToken', denyCaller],
  [
    'EnableRegion',
    ({ details: { region } }) =>
      command`aws account disable-region --region-name ${region !== undefined && isRegionName(region) ? region : undefined}`,
  ],
]);

function trailOf({ details: { trail } }: WatchedLine): string | undefined {
  return trail !== undefined && isPlainArn(trail) ? trail : name(trail);
}
