import { execFileSync } from 'node:child_process';
import type { WatchedLine } from '../../src/detection/incident/incident';
import { UNDO_COMMANDS, undoCommand } from '../../src/notification/undo-commands';
import { findingOf, IAM_USER } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { hostileLines, watchedLine } from '../support/watched-lines';

const FINDING = findingOf();

function commandsFor(line: Partial<WatchedLine>, finding = FINDING): readonly string[] {
  return undoCommand(watchedLine(line), finding);
}

const POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';
const SNAPSHOT = { snapshot: 'snap-0abc1234def567890', 'shared with': '444455556666' };

describe('undoCommand', () => {
  it.each<[string, WatchedLine['details'], string]>([
    [
      'CreateUser',
      { user: 'x' },
      'iam attach-user-policy --user-name x --policy-arn arn:aws:iam::aws:policy/AWSDenyAll',
    ],
    [
      'CreateAccessKey',
      { user: 'x', key: 'AKIAI44QH8DHBEXAMPLE' },
      'iam update-access-key --status Inactive --user-name x --access-key-id AKIAI44QH8DHBEXAMPLE',
    ],
    ['CreateLoginProfile', { user: 'x' }, 'iam delete-login-profile --user-name x'],
    ['UpdateLoginProfile', { user: 'x' }, 'iam delete-login-profile --user-name x'],
    [
      'AttachUserPolicy',
      { user: 'x', policy: POLICY },
      `iam detach-user-policy --user-name x --policy-arn ${POLICY}`,
    ],
    [
      'PutUserPolicy',
      { user: 'x', policy: 'p' },
      'iam delete-user-policy --user-name x --policy-name p',
    ],
    [
      'CreateRole',
      { role: 'r' },
      'iam attach-role-policy --role-name r --policy-arn arn:aws:iam::aws:policy/AWSDenyAll',
    ],
    [
      'AttachRolePolicy',
      { role: 'r', policy: POLICY },
      `iam detach-role-policy --role-name r --policy-arn ${POLICY}`,
    ],
    [
      'ModifySnapshotAttribute',
      SNAPSHOT,
      'ec2 modify-snapshot-attribute --region us-east-1 --snapshot-id snap-0abc1234def567890 --attribute createVolumePermission --operation-type remove --user-ids 444455556666',
    ],
    [
      'ModifyImageAttribute',
      { image: 'ami-0abc', 'shared with': '444455556666' },
      'ec2 modify-image-attribute --region us-east-1 --image-id ami-0abc --attribute launchPermission --operation-type remove --user-ids 444455556666',
    ],
    [
      'ModifyDBSnapshotAttribute',
      { snapshot: 'db-1', 'shared with': '444455556666' },
      'rds modify-db-snapshot-attribute --region us-east-1 --db-snapshot-identifier db-1 --attribute-name restore --values-to-remove 444455556666',
    ],
    ['StopLogging', { trail: 't' }, 'cloudtrail start-logging --region us-east-1 --name t'],
    [
      'StopLogging',
      { trail: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/t' },
      'cloudtrail start-logging --region us-east-1 --name arn:aws:cloudtrail:us-east-1:111122223333:trail/t',
    ],
    ['EnableRegion', { region: 'ap-east-1' }, 'account disable-region --region-name ap-east-1'],
    [
      'ConsoleLogin',
      {},
      'iam attach-user-policy --user-name deploy-bot --policy-arn arn:aws:iam::aws:policy/AWSDenyAll',
    ],
  ])('undoes %s', (eventName, details, expected) => {
    expect(commandsFor({ eventName, details })).toEqual([`aws ${expected}`]);
  });

  it('lists the instances of the days of the launches, in every region', () => {
    const [command] = commandsFor({
      eventName: 'RunInstances',
      regions: ['eu-west-1', 'us-east-1'],
      time: '2026-03-14T23:59:00Z',
      until: '2026-03-15T00:01:00Z',
    });

    expect(command).toBe(
      'for region in eu-west-1 us-east-1; do aws ec2 describe-instances --region "$region" --filters "Name=launch-time,Values=2026-03-14T*,2026-03-15T*" --query "Reservations[].Instances[].[Placement.AvailabilityZone,InstanceId,InstanceType,LaunchTime]" --output text; done',
    );
  });

  it('terminates the instances of one region whose IDs are known', () => {
    const details = { instances: 'i-0abc1234def567890, i-0abc1234def567891' };

    expect(commandsFor({ eventName: 'RunInstances', details })).toEqual([
      'aws ec2 terminate-instances --region us-east-1 --instance-ids i-0abc1234def567890 i-0abc1234def567891',
    ]);
  });

  it.each(['i-0abc1234def567890 and 2 more', 'i-0abc1234def567890, i-0...', '--debug'])(
    'terminates nothing where not all IDs are known: %s',
    (instances) => {
      const [command] = commandsFor({ eventName: 'RunInstances', details: { instances } });

      expect(command).toContain('describe-instances');
    },
  );

  it('revokes the sessions of a role that the caller assumed', () => {
    const details = { role: 'arn:aws:iam::111122223333:role/Deploy' };

    expect(commandsFor({ eventName: 'AssumeRole', details })[0]).toMatch(
      /^aws iam put-role-policy --role-name Deploy --policy-name AWSRevokeOlderSessions /,
    );
  });

  it('names policies of the partition of the caller', () => {
    const finding = findingOf({
      userIdentity: { ...IAM_USER, arn: 'arn:aws-cn:iam::111122223333:user/x' },
    });

    expect(commandsFor({}, finding)[0]).toContain('arn:aws-cn:iam::aws:policy/AWSDenyAll');
  });

  it.each<[string, Partial<WatchedLine>]>([
    ['a value is missing', { eventName: 'CreateAccessKey', details: { user: 'x' } }],
    ['a value stands for several', { details: { user: 'x and 3 more' } }],
    ['a name could be an option', { details: { user: '--debug' } }],
    [
      'there are several regions',
      { eventName: 'ModifySnapshotAttribute', details: SNAPSHOT, regions: ['a', 'b'] },
    ],
    [
      'a share is with everyone',
      { eventName: 'ModifySnapshotAttribute', details: { ...SNAPSHOT, 'shared with': 'all' } },
    ],
    ['there is no region', { eventName: 'RunInstances', regions: [] }],
    ['the call is not known', { eventName: 'constructor' }],
  ])('gives no command where %s', (_, line) => {
    expect(commandsFor(line)).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('gives a shell nothing but words: %s', (_, text) => {
    const commands = hostileLines(text, 60)
      .flatMap((line) => [...UNDO_COMMANDS.keys()].map((eventName) => ({ ...line, eventName })))
      .flatMap((line) => commandsFor(line));
    const script = ['aws() { printf "%s\\n" "$1"; }', ...new Set(commands)].join('\n');

    expect(execFileSync('sh', ['-euc', script], { encoding: 'utf8' })).toMatch(/^(iam\n|ec2\n)*$/);
  });
});
