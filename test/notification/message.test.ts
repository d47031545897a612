import { renderMessage, UNKNOWN_ACCOUNT } from '../../src/notification/message';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
} from '../support/findings';
import { closed, everyKind, opened } from '../support/notifications';

const KIB = 1024;

describe('renderMessage', () => {
  it.each(['default', 'sqs', 'lambda', 'firehose'] as const)(
    'gives %s the finding as JSON',
    (kind) => {
      const finding = longTermKeySweep();

      expect(JSON.parse(renderMessage(opened(finding)).bodies[kind])).toEqual(
        JSON.parse(JSON.stringify(finding)),
      );
    },
  );

  it('gives filters severity, rule and account', () => {
    expect(renderMessage(opened(consoleClick())).attributes).toEqual({
      kind: 'opened',
      cause: '{"kind":"opened"}',
      severity: 'informational',
      ruleId: 'describe-instances',
      accountId: '111122223333',
    });
  });

  it.each(everyKind(consoleClick()))('gives filters the kind $kind', (notification) => {
    expect(renderMessage(notification).attributes.kind).toBe(notification.kind);
  });

  it('says why an alert went to the archive instead, without a change to what the follow-up reads', () => {
    const { attributes } = renderMessage({
      ...opened(consoleClick()),
      audience: 'archive',
      heldBack: 'identity-hour',
    });

    expect(attributes.heldBack).toBe('identity-hour');
    expect(attributes.cause).toBe('{"kind":"opened"}');
  });

  it('has no empty attribute when the account is not known', () => {
    const finding = findingOf({ userIdentity: { type: 'AWSAccount', accountId: "1' OR" } });

    expect(renderMessage(opened(finding)).attributes.accountId).toBe(UNKNOWN_ACCOUNT);
  });

  it('hands what the deployment knows to e-mail and chat', () => {
    const finding = findingOf();
    const { bodies } = renderMessage(opened(finding), { regions: finding.evidence.regions });

    expect(bodies.email).toContain('in 17 of 17 monitored regions');
    expect(bodies.https).toContain('in 17 of 17 monitored regions');
  });

  it('is the same for the same finding', () => {
    expect(renderMessage(opened(cappedRoleSweep()))).toEqual(
      renderMessage(opened(cappedRoleSweep())),
    );
  });

  it('stays below 256 KiB with all bodies, for the largest finding that the core lets through', () => {
    for (const notification of everyKind(largestSweep())) {
      const message = renderMessage(notification);

      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(256 * KIB);
      expect(Buffer.byteLength(message.bodies.default)).toBeLessThan(64 * KIB);
      expect(Buffer.byteLength(message.bodies.email)).toBeLessThan(16 * KIB);
    }
  });

  it.each(['"\\', '<', '&', '`', '漢', 'a'])(
    'keeps chat within its limits when all is %j',
    (filler) => {
      const { content } = JSON.parse(
        renderMessage(closed(hostileSweep(filler.repeat(500_000), 'role'))).bodies.https,
      ) as { content: { title: string; description: string; nextSteps: string[] } };

      expect(content.title.length).toBeLessThanOrEqual(250);
      expect(content.description.length).toBeLessThan(5_000);
      expect(content.nextSteps).toHaveLength(2);
    },
  );
});
