import { renderChatNotification } from '../../src/notification/chat-notification';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  IAM_USER,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { opened } from '../support/notifications';

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

  it('keeps the updates of a finding in one thread', () => {
    const [first, second] = [
      renderChatNotification(opened(consoleClick())),
      renderChatNotification(opened(consoleClick())),
    ];

    expect(first.metadata.threadId).toBe(second.metadata.threadId);
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
