import type { Finding } from '../detection/finding';
import type { WatchedLine } from '../detection/incident/incident';
import { containment } from './containment';
import { partitionOf } from './partition';
import { isAccountId, isPlainArn, isRegionName, parseIamArn } from './well-formed';

const LIST_INSTANCES =
  'for region in {regions}; do aws ec2 describe-instances --region "$region" --filters "Name=launch-time,Values={days}" --query "Reservations[].Instances[].[Placement.AvailabilityZone,InstanceId,InstanceType,LaunchTime]" --output text; done';
const TERMINATE_INSTANCES =
  'aws ec2 terminate-instances --region {in} --instance-ids {instanceIds}';
const DELETE_PASSWORD = 'aws iam delete-login-profile --user-name {user}';
const DENY_CALLER = 'aws iam attach-user-policy --user-name {caller} --policy-arn {denyAll}';

/**
 * The commands that undo a watched call, or list what there is to undo, by the name of the call, the best first. Details have the
 * labels of the catalogue of watched calls; {@link valuesOf} has the other values.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html for wildcards of `launch-time`
 */
export const UNDO_COMMANDS: ReadonlyMap<string, string | readonly string[]> = new Map(
  Object.entries<string | readonly string[]>({
    RunInstances: [TERMINATE_INSTANCES, LIST_INSTANCES],
    RequestSpotInstances: LIST_INSTANCES,
    RequestSpotFleet: LIST_INSTANCES,
    CreateFleet: LIST_INSTANCES,
    CreateUser: 'aws iam attach-user-policy --user-name {user} --policy-arn {denyAll}',
    CreateAccessKey:
      'aws iam update-access-key --status Inactive --user-name {user} --access-key-id {key}',
    CreateLoginProfile: DELETE_PASSWORD,
    UpdateLoginProfile: DELETE_PASSWORD,
    AttachUserPolicy: 'aws iam detach-user-policy --user-name {user} --policy-arn {policy}',
    PutUserPolicy: 'aws iam delete-user-policy --user-name {user} --policy-name {policy}',
    CreateRole: 'aws iam attach-role-policy --role-name {role} --policy-arn {denyAll}',
    AttachRolePolicy: 'aws iam detach-role-policy --role-name {role} --policy-arn {policy}',
    ModifySnapshotAttribute:
      'aws ec2 modify-snapshot-attribute --region {in} --snapshot-id {snapshot} --attribute createVolumePermission --operation-type remove --user-ids {account}',
    ModifyImageAttribute:
      'aws ec2 modify-image-attribute --region {in} --image-id {image} --attribute launchPermission --operation-type remove --user-ids {account}',
    ModifyDBSnapshotAttribute:
      'aws rds modify-db-snapshot-attribute --region {in} --db-snapshot-identifier {snapshot} --attribute-name restore --values-to-remove {account}',
    StopLogging: 'aws cloudtrail start-logging --region {in} --name {trail}',
    AssumeRole: '{revoke}',
    ConsoleLogin: DENY_CALLER,
    GetFederationToken: DENY_CALLER,
    GetSessionToken: DENY_CALLER,
    EnableRegion: 'aws account disable-region --region-name {region}',
  }),
);

/**
 * The command for a line of the timeline.
 *
 * @param lead the finding that leads the incident.
 * @returns nothing where a value that the command needs is absent, shortened or not safe in a shell.
 */
export function undoCommand(line: WatchedLine, lead: Finding): readonly string[] {
  const values = valuesOf(line, lead);
  const template = [UNDO_COMMANDS.get(line.eventName) ?? []]
    .flat()
    .find((one) => namesIn(one).every((name) => values.get(name) !== undefined));
  return template === undefined
    ? []
    : [template.replace(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')];
}

/** Whether a command lists instances, of which not all need to be the caller's. */
export function isListOfInstances(command: string): boolean {
  return command.includes(' ec2 describe-instances ');
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function valuesOf({ details, regions, time, until }: WatchedLine, lead: Finding) {
  const named = regions.filter(isRegionName);
  const days = new Set([time, until].map((one) => `${one.slice(0, 10)}T*`));
  const account = details['shared with'] ?? '';
  const instances = details['instances']?.split(', ') ?? [];
  const role = parseIamArn(details['role'] ?? '', 'role');
  return new Map<string, string | undefined>([
    ...Object.entries(details).filter(([, value]) => isSafe(value)),
    ['regions', named.length === 0 ? undefined : named.join(' ')],
    ['in', regions.length === 1 ? named[0] : undefined],
    ['days', [...days].join(',')],
    ['instanceIds', instances.every(isInstanceId) ? instances.join(' ') || undefined : undefined],
    ['account', isAccountId(account) ? account : undefined],
    ['denyAll', `arn:${partitionOf(lead)}:iam::aws:policy/AWSDenyAll`],
    ['caller', parseIamArn(lead.principal.arn ?? '', 'user')?.name],
    ['revoke', role && containment({ is: 'role', role }).commands[0]],
  ]);
}

function isInstanceId(text: string): boolean {
  return /^i-[0-9a-f]{8,17}$/.test(text);
}

/** A name or an ARN with nothing in it that a shell interprets, and that is no option. */
function isSafe(value: string): boolean {
  return /^\w[\w+=,.@-]{0,127}$/.test(value) || isPlainArn(value);
}
