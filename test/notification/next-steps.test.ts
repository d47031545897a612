import type { Finding } from '../../src/detection/finding';
import type { JsonObject } from '../../src/detection/json';
import { quotedText } from '../../src/notification/escape';
import { incidentSteps, nextSteps } from '../../src/notification/next-steps';
import { findingOf, IAM_USER, roleSession } from '../support/findings';
import { minerChain } from '../support/incident-chains';
import { incidentOf } from '../support/incidents';
import { attackChain, watchedLine } from '../support/watched-lines';

/** The third step: how to stop the principal. */
const containment = (userIdentity: JsonObject) => nextSteps(findingOf({ userIdentity }))[2];

describe('nextSteps', () => {
  it('asks first, then looks, then contains', () => {
    const [ask, look, contain] = nextSteps(findingOf());

    expect(ask.text).toContain('Ask the owner');
    expect(ask.text).toContain('2026-03-14 09:26:40 UTC');
    expect(look.text).toContain('RunInstances');
    expect(contain.text).toContain('If nobody can account for it');
  });

  it('deactivates the long-term key of a user', () => {
    expect(containment(IAM_USER).commands).toEqual([
      'aws iam update-access-key --status Inactive --user-name deploy-bot --access-key-id AKIAIOSFODNN7EXAMPLE',
    ]);
  });

  it.each([
    'arn:aws:iam::111122223333:root',
    'arn:aws:iam::111122223333:user/$(rm -rf /)',
    'arn:aws:iam::111122223333:user/--debug',
    'arn:aws:iam::111122223333:user/a;b',
    'arn:aws:iam::111122223333:user/a b',
    "arn:aws:iam::111122223333:user/a'b",
    'arn:aws:iam::111122223333:user/a\nb|c',
  ])('gives no command for a user whose name is not safe in one: %s', (arn) => {
    const { text, commands } = containment({ ...IAM_USER, arn });

    expect(text).toContain('deactivate the key: IAM console');
    expect(commands).toEqual([]);
  });

  it('gives no command for a malformed key', () => {
    const { commands } = containment({ ...IAM_USER, accessKeyId: 'AKIA$(reboot)AAAAAAAAAA' });

    expect(commands.join()).not.toContain('reboot');
  });

  it('gives a command for some of many keys only', () => {
    const finding = findingOf({
      userIdentity: (index) => ({ ...IAM_USER, accessKeyId: `AKIAIOSFODNN000000${10 + index}` }),
    });

    expect(nextSteps(finding)[2].commands).toHaveLength(3);
    expect(nextSteps(finding)[2].text).toContain('deactivate the keys. You can reactivate them');
  });

  it('denies a user with temporary keys everything, in its own partition', () => {
    const identity = {
      ...IAM_USER,
      arn: 'arn:aws-cn:iam::111122223333:user/jane@example.com',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    };

    expect(containment(identity).commands).toEqual([
      'aws iam attach-user-policy --user-name jane@example.com --policy-arn arn:aws-cn:iam::aws:policy/AWSDenyAll',
    ]);
  });

  it.each([
    ['a role of yours', 'arn:aws:iam::111122223333:role/Admin', 'revoke the sessions'],
    [
      'a role of IAM Identity Center',
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_0123',
      'IAM Identity Center',
    ],
    [
      'a service-linked role',
      'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      'cannot revoke the sessions',
    ],
    ['a role with a strange name', 'arn:aws:iam::111122223333:role/$(id)', 'Revoke sessions'],
  ])('has a way to stop %s', (_, roleArn, expected) => {
    expect(containment(roleSession('s', roleArn)).text).toContain(expected);
  });

  it('gives a command for a role that revokes what began before now, and whose policy is one', () => {
    const [command = ''] = containment(roleSession('s')).commands;
    const [, document = ''] = /--policy-document '(.*)'$/.exec(command) ?? [];

    expect(command).toMatch(
      /^aws iam put-role-policy --role-name Admin --policy-name AWSRevokeOlderSessions --policy-document '/,
    );
    // As the shell puts it together.
    expect(JSON.parse(document.replace(`'"$(date -u +%FT%TZ)"'`, '2026-03-14T10:00:00Z'))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-14T10:00:00Z' } },
        },
      ],
    });
  });

  it.each<[string, Parameters<typeof findingOf>[0], string]>([
    ['root', { userIdentity: { ...IAM_USER, type: 'Root' } }, 'root password and MFA device'],
    ['a key', { userIdentity: IAM_USER }, 'the owner of the key'],
    ['a role', { userIdentity: roleSession('s') }, 'the owner of the role'],
    [
      'a user without a long-term key',
      { userIdentity: { ...IAM_USER, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } },
      'the owner of the user',
    ],
    [
      'a person of IAM Identity Center',
      {
        userIdentity: roleSession(
          's',
          'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Audit_0123',
        ),
      },
      'the Identity Center user named in the session',
    ],
    [
      'a console session',
      { userIdentity: roleSession('s'), fields: { sessionCredentialFromConsole: 'true' } },
      'signed in to the console',
    ],
    [
      'an AWS service',
      { userIdentity: roleSession('s'), fields: { sourceIPAddress: 'config.amazonaws.com' } },
      'An AWS service made the calls',
    ],
    [
      'someone else',
      { userIdentity: { type: 'FederatedUser', principalId: 'x' } },
      'the owner of the principal',
    ],
  ])('asks the right person, for %s', (_, setup, expected) => {
    const [ask] = nextSteps(findingOf(setup));

    expect(ask.text).toContain(expected);
    expect(ask.text).toContain('2026-03-14 09:26:40 UTC');
  });

  it.each([
    [
      'a click',
      { sessionCredentialFromConsole: 'true', userAgent: 'Mozilla/5.0' },
      'EC2 Global View',
    ],
    ['a script', { sessionCredentialFromConsole: 'true' }, 'a known tool'],
  ])('closes the finding of %s in a console session for what it is', (_, fields, expected) => {
    const [ask] = nextSteps(findingOf({ userIdentity: roleSession('s'), fields }));

    expect(ask.text).toContain('signed in to the console');
    expect(ask.text).toContain(expected);
  });

  it('suggests an allow-list entry only where none matches', () => {
    const finding = findingOf();
    const allowlist = { entryId: 'scanner', ticket: 'SEC-1', owner: 'security' };
    const ask = (matched: Partial<Finding>) => nextSteps({ ...finding, ...matched })[0].text;

    expect(ask({})).toContain('consider an allow-list entry');
    expect(ask({ allowlist } as Partial<Finding>)).toContain('the matching allow-list entry');
    expect(ask({ allowlist } as Partial<Finding>)).not.toContain('consider');
  });

  it.each([
    ['one', '198.51.100.7', ' from the listed source IP. If'],
    ['several', undefined, ' from the listed source IPs. If'],
    ['none', null, ' UTC. If'],
  ])('counts the source IPs: %s', (_, sourceIPAddress, expected) => {
    const [ask] = nextSteps(
      findingOf({
        fields: (index) => ({
          sourceIPAddress: sourceIPAddress === undefined ? `198.51.100.${index}` : sourceIPAddress,
        }),
      }),
    );

    expect(ask.text).toContain(expected);
  });

  it('changes the password of root', () => {
    expect(containment({ ...IAM_USER, type: 'Root' }).text).toContain('change the password');
  });

  it('points to the guide for anything else', () => {
    expect(containment({ type: 'FederatedUser', principalId: 'x' }).text).toContain(
      'id_credentials_temp_control-access_disable-perms.html',
    );
  });
});

describe('incidentSteps', () => {
  const stepsOf = (...incident: Parameters<typeof incidentOf>) =>
    incidentSteps(incidentOf(...incident), quotedText);

  it('acknowledges an open incident once the sweep is explained', () => {
    const [ask] = stepsOf(findingOf());

    expect(ask.text).toContain('If it was a known tool, acknowledge the incident and consider an');
    expect(ask.commands).toEqual([
      'npx regionsweep incident ack incident-20260314T092640Z-0123456789abcdef --reason "known tool"',
    ]);
  });

  it.each([
    ['a closed incident', incidentOf(findingOf(), { status: 'closed' })],
    ['one of root', incidentOf(findingOf({ userIdentity: { ...IAM_USER, type: 'Root' } }))],
    ['an ID that is not safe', incidentOf(findingOf(), { state: { id: 'x; reboot' } })],
  ])('has no command to acknowledge %s', (_, incident) => {
    expect(incidentSteps(incident, quotedText)[0].commands).toEqual([]);
  });

  it('asks about what followed the sweep, and looks at what it created', () => {
    const [ask, look] = incidentSteps(minerChain(), quotedText);

    expect(ask.text).toMatch(
      / Ask about the calls after the sweep too\. If they can account for all of it, ack/,
    );
    expect(look.text).toContain('Include the users, keys and sessions that it created.');
  });

  it('names the session and the key to act on', () => {
    const [, , contain] = stepsOf(findingOf({ userIdentity: roleSession('i-0abc') }));

    expect(contain.text).toMatch(
      / The sweep came from the session "i-0abc" with access key ASIAIOSFODNN7EXAMPLE\.$/,
    );
  });

  it.each(['a b', '1. Do nothing', ''])(
    'names no session that AWS would not accept: %j',
    (name) => {
      const [, , contain] = stepsOf(findingOf({ userIdentity: roleSession(name) }));

      expect(contain.text).not.toContain('session "');
    },
  );

  it('deactivates the keys of all sweeps of a user', () => {
    const other = findingOf({
      ruleId: 'get-service-quota',
      userIdentity: { ...IAM_USER, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    });

    expect(stepsOf([findingOf(), other])[2].commands).toHaveLength(2);
  });

  it('adds at most three steps, the most urgent first, of what succeeded', () => {
    const models = watchedLine({ category: 'models', eventName: 'PutUseCaseForModelAccess' });
    const steps = stepsOf(findingOf(), { watched: [models, ...attackChain()] });

    expect(steps.slice(3).map(({ text }) => text)).toEqual([
      'Terminate what the caller launched: RunInstances (12 calls). Others may have launched instances that day.',
      'Remove the ways back in: CreateAccessKey. They stay open when you stop the credentials of the sweep. Delete them after the investigation.',
      'End the sessions that the caller opened: ConsoleLogin. Deactivating a key does not end them.',
    ]);
  });

  it('adds nothing for a call that failed, nor for a category without a step', () => {
    const failed = watchedLine({ errorCode: 'AccessDenied' });
    const read = watchedLine({ category: 'reads', eventName: 'DescribeRegions' });

    expect(stepsOf(findingOf(), { watched: [failed, read] })).toHaveLength(3);
  });

  it('adds up calls of one name', () => {
    const watched = [watchedLine(), watchedLine({ count: 2, caller: 'another' })];

    expect(stepsOf(findingOf(), { watched })[3]?.text).toContain('CreateUser (3 calls).');
  });
});
