import { renderChatNotification } from '../../src/notification/chat-notification';
import {
  cappedRoleSweep,
  consoleClick,
  DEFAULT_REGIONS,
  findingOf,
  IAM_USER,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { closed, everyKind, opened } from '../support/notifications';

describe('renderChatNotification', () => {
  it('has the shape of a custom notification', () => {
    const finding = longTermKeySweep();

    expect(renderChatNotification(opened(finding))).toEqual({
      version: '1.0',
      source: 'custom',
      id: finding.id,
      content: {
        textType: 'client-markdown',
        title: 'HIGH: DescribeInstances in 17 regions within 33 s, account 111122223333',
        description: expect.any(String),
        nextSteps: [expect.any(String), expect.any(String), expect.any(String)],
        keywords: ['high', 'opened', 'describe-instances', 'T1580'],
      },
      metadata: {
        threadId: finding.id,
        summary: expect.any(String),
        eventType: 'RegionSweep-describe-instances',
        relatedResources: ['arn:aws:iam::111122223333:user/ci/deploy-bot'],
        additionalContext: {
          findingId: finding.id,
          kind: 'opened',
          ruleId: 'describe-instances',
          severity: 'high',
          score: '67',
          regionCount: '17',
          callCount: '17',
          windowStart: '2026-03-14T09:26:40Z',
          windowEnd: '2026-03-14T09:27:24Z',
          accountId: '111122223333',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        },
      },
    });
  });

  it('keeps all notifications of a finding in one thread, each as a message of its own', () => {
    const messages = everyKind(consoleClick()).map(renderChatNotification);

    expect(new Set(messages.map(({ metadata }) => metadata.threadId)).size).toBe(1);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
  });

  it('has the same id when a notification is sent again', () => {
    const ids = (): string[] =>
      everyKind(consoleClick()).map((one) => renderChatNotification(one).id);

    expect(ids()).toEqual(ids());
  });

  it('says what changed before anything else', () => {
    const [lead, ...lines] = renderChatNotification(
      closed(longTermKeySweep()),
    ).content.description.split('\n');

    expect(lead).toMatch(/^The sweep is over;/);
    expect(lines.slice(0, 2)).toEqual([
      '• Calls: 17 calls; 10 when sent before',
      '• Regions: 17 regions; 10 when sent before',
    ]);
  });

  it('has the map part by part, and apart what is not on it', () => {
    const { description } = renderChatNotification(
      opened(findingOf({ regions: [...DEFAULT_REGIONS, 'cn-north-1'] })),
    ).content;

    expect(description).toContain('*Where:* 17 of 34 regions on the map\n• Americas: `us-east-1` ');
    expect(description).toContain('`sa-east-1`; not ca-west-1, mx-central-1\n');
    expect(description).toContain('• Africa: not af-south-1\n');
    expect(description).toContain('*Not on the map:* `cn-north-1`\n');
  });

  it('has a query that is ready, for the regions on the map', () => {
    const { description } = renderChatNotification(
      opened(findingOf({ regions: [...DEFAULT_REGIONS, 'cn-north-1', '$(id)'] })),
    ).content;
    const query = /^\*Ready query\*, with credentials of account 111122223333: `([^`]+)`$/m.exec(
      description,
    )?.[1];

    expect(query).toMatch(
      /^for region in [a-z0-9 -]+; do aws cloudtrail lookup-events --region "\$region" --start-time [\dTZ:-]+ .* --output text; done$/,
    );
    expect(query).not.toContain('cn-north-1');
  });

  it('tells role and session of a session apart', () => {
    const { description } = renderChatNotification(
      opened(findingOf({ userIdentity: roleSession('jane') })),
    ).content;

    expect(description).toContain('*Role:* `arn:aws:iam::111122223333:role/Admin`\n');
    expect(description).toContain('*Session:* `jane`, as the caller named it\n');
  });

  it('cuts no command, however long the name of the role', () => {
    const roleArn = `arn:aws:iam::111122223333:role/${'r'.repeat(64)}`;
    const { nextSteps } = renderChatNotification(
      opened(findingOf({ userIdentity: roleSession('s', roleArn) })),
    ).content;

    expect(nextSteps[2]).toMatch(/ `aws iam put-role-policy [^`…]+'`$/);
  });

  it('shows names, keys, addresses and agents in code spans', () => {
    const { description } = renderChatNotification(opened(longTermKeySweep())).content;

    expect(description).toContain(
      '*Who:* `arn:aws:iam::111122223333:user/ci/deploy-bot` (type `IAMUser`)',
    );
    expect(description).toContain('*Access keys:* `AKIAIOSFODNN7EXAMPLE`');
    expect(description).toContain('*Addresses:* `198.51.100.7` `203.0.113.77`');
    expect(description).toContain('*Failed with:* `Client.UnauthorizedOperation`');
  });

  it('says what it leaves out', () => {
    const { description } = renderChatNotification(opened(cappedRoleSweep())).content;

    expect(description).toContain('and 5 or more others');
    expect(description).toContain('counts are lower bounds');
  });

  it('puts commands in code spans', () => {
    expect(renderChatNotification(opened(longTermKeySweep())).content.nextSteps[2]).toMatch(
      / `aws iam update-access-key [^`]+`$/,
    );
  });

  it('lists the role and the session as resources', () => {
    const finding = findingOf({ userIdentity: roleSession('jane@example.com') });

    expect(renderChatNotification(opened(finding)).metadata.relatedResources).toEqual([
      'arn:aws:sts::111122223333:assumed-role/Admin/jane@example.com',
      'arn:aws:iam::111122223333:role/Admin',
    ]);
  });

  it.each(['arn:aws:iam::1:user/@here', 'arn:aws:iam::1:user/*b*', 'arn:aws:iam::1:user/<x>', 'x'])(
    'lists no resource that a chat could format: %s',
    (arn) => {
      const { metadata } = renderChatNotification(
        opened(findingOf({ userIdentity: { ...IAM_USER, arn } })),
      );

      expect(metadata.relatedResources).toEqual([]);
    },
  );

  it('gives custom actions no value that is not well-formed', () => {
    const finding = findingOf({
      userIdentity: { ...IAM_USER, accountId: '$(id)', accessKeyId: '--debug' },
    });

    const { additionalContext } = renderChatNotification(opened(finding)).metadata;

    expect(additionalContext).not.toHaveProperty('accountId');
    expect(additionalContext).not.toHaveProperty('accessKeyId');
  });
});
