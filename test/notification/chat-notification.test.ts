import type { Finding } from '../../src/detection/finding';
import type { Notification } from '../../src/detection/notification';
import { renderChatNotification } from '../../src/notification/chat-notification';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  IAM_USER,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { incidentOf } from '../support/incidents';
import { closed, escalated, everyKind, opened } from '../support/notifications';
import { attackChain } from '../support/watched-lines';

const linesOf = (notification: Notification): string[] =>
  renderChatNotification(notification).content.description.split('\n');

function withAllowlist(finding: Finding): Finding {
  const brokenCeilings = [{ ceiling: 'regions', allowed: 'at most 12', seen: '17' }] as const;
  return {
    ...finding,
    allowlist: {
      entryId: 'nightly',
      owner: 'Platform',
      ticket: 'SEC-1',
      expires: '2026-09-01',
      brokenCeilings,
    },
  };
}

describe('renderChatNotification', () => {
  it('has the shape of a custom notification', () => {
    const finding = longTermKeySweep();
    const { incidentId } = finding;

    expect(renderChatNotification(opened(finding))).toEqual({
      version: '1.0',
      source: 'custom',
      id: incidentId,
      content: {
        textType: 'client-markdown',
        title:
          'HIGH: user/ci/deploy-bot @111122223333, DescribeInstances in 17 regions within 33 s',
        description: expect.any(String),
        nextSteps: [expect.any(String), expect.any(String)],
        keywords: ['high', 'opened', 'describe-instances', 'T1580'],
      },
      metadata: {
        threadId: incidentId,
        summary: expect.any(String),
        eventType: 'RegionSweep-describe-instances',
        relatedResources: ['arn:aws:iam::111122223333:user/ci/deploy-bot'],
        additionalContext: {
          incidentId,
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

  it('keeps all notifications of an incident in one thread, each as a message of its own', () => {
    const messages = everyKind(consoleClick()).map((one) => renderChatNotification(one));

    expect(new Set(messages.map(({ metadata }) => metadata.threadId)).size).toBe(1);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
  });

  it('has the same id when a notification is sent again', () => {
    const ids = (): string[] =>
      everyKind(consoleClick()).map((one) => renderChatNotification(one).id);

    expect(ids()).toEqual(ids());
  });

  it('puts the changes on one line', () => {
    expect(linesOf(closed(longTermKeySweep()))[1]).toBe(
      '*Changed:* 17 calls (10 in the last alert); 17 regions (10 in the last alert)',
    );
    expect(linesOf(escalated(longTermKeySweep()))[1]).toBe(
      '*Changed:* severity from informational to high (score 67 of 100)',
    );
  });

  it('begins with the severity, the principal in a code span, and what it did', () => {
    expect(linesOf(opened(longTermKeySweep())).slice(0, 2)).toEqual([
      '*HIGH (67/100):* `arn:aws:iam::111122223333:user/ci/deploy-bot` called DescribeInstances in 17 of 34 regions within 33 s (2026-03-14 09:26:40 UTC).',
      '*From:* `198.51.100.7`, `203.0.113.77` with access key `AKIAIOSFODNN7EXAMPLE`',
    ]);
  });

  it('has the reasons that weigh most, and sums up the others', () => {
    const lines = linesOf(opened(longTermKeySweep()));
    const why = lines.indexOf('*Why it looks hostile:*');

    expect(lines.slice(why + 1, why + 5)).toEqual([
      '• +20 A long-term key (AKIA...) was used. It never expires and works for anyone who finds it.',
      '• +15 DescribeInstances in 17 regions.',
      '• +10 A user agent names an SDK or a command-line tool: a script, not a click.',
      '• +22 from 3 more reasons',
    ]);
  });

  it('marks what it leaves out, and points to the rest', () => {
    const finding = cappedRoleSweep();
    const lines = linesOf(opened(finding));

    expect(lines[0]).toContain('in at least 17 regions');
    expect(lines[1]).toBe('*From:* `203.0.113.0`, `203.0.113.1` and 5 or more others');
    expect(lines.at(-1)).toContain(`for incident \`${finding.incidentId}\``);
  });

  it.each(
    [longTermKeySweep(), consoleClick(), cappedRoleSweep(), largestSweep()]
      .map(withAllowlist)
      .flatMap((finding) => [finding, incidentOf(finding, { watched: attackChain() })])
      .flatMap(everyKind),
  )('has at most 15 lines with title, heading and next steps', (notification) => {
    const { title, description, nextSteps } = renderChatNotification(notification).content;

    expect(
      [title, ...description.split('\n'), 'Next steps', ...nextSteps].length,
    ).toBeLessThanOrEqual(15);
  });

  it('cuts no command, however long the name of the role', () => {
    const roleArn = `arn:aws:iam::111122223333:role/${'r'.repeat(64)}`;
    const { nextSteps } = renderChatNotification(
      opened(findingOf({ userIdentity: roleSession('s', roleArn) })),
    ).content;

    expect(nextSteps[1]).toMatch(/ `aws iam put-role-policy [^`…]+'`$/);
  });

  it('has a step to ask and a step to contain, with commands in code spans', () => {
    const { nextSteps } = renderChatNotification(opened(longTermKeySweep())).content;

    expect(nextSteps[0]).toMatch(/^Ask the owner of the key/);
    expect(nextSteps[1]).toMatch(/^If nobody .* `aws iam update-access-key [^`]+`$/);
  });

  it('puts what happened around the sweep on one line, and leaves room for it', () => {
    const lines = linesOf(opened(incidentOf(longTermKeySweep(), { watched: attackChain() })));

    expect(lines[2]).toBe(
      '*Before:* `ConsoleLogin` `Success` in `us-east-1` *Then:* `RunInstances` ×12 `p5.48xlarge` in 3 regions; `CreateAccessKey` `support2` in `us-east-1`; 1 more in the e-mail',
    );
    expect(lines.filter((line) => line.startsWith('•'))).toHaveLength(3);
  });

  it('counts further sweeps', () => {
    const incident = incidentOf(longTermKeySweep(), { sweepCount: 3 });

    expect(linesOf(opened(incident))[2]).toBe('*Then:* 2 more sweeps');
  });

  it('has a step to contain and a step to undo after a watched call that succeeded', () => {
    const incident = incidentOf(longTermKeySweep(), { watched: attackChain() });
    const { nextSteps } = renderChatNotification(opened(incident)).content;

    expect(nextSteps[0]).toMatch(/^If nobody can account for it, deactivate the key/);
    expect(nextSteps[1]).toMatch(/^Terminate what the caller launched: .* `for region in [^`…]+`$/);
  });

  it('gives the alert after an opening in the archive an id of its own', () => {
    const first = opened(consoleClick());
    const later = { ...first, kind: 'opened', from: 'low' } as const;

    expect(renderChatNotification(later).id).not.toBe(renderChatNotification(first).id);
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
