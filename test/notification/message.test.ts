import type { Incident } from '../../src/detection/incident/incident';
import { renderMessage, UNKNOWN_ACCOUNT } from '../../src/notification/message';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
} from '../support/findings';
import { incidentOf } from '../support/incidents';
import { closed, everyKind, opened } from '../support/notifications';
import { expectFitsSns } from '../support/safe-message';
import { hostileLines } from '../support/watched-lines';

const KIB = 1024;

describe('renderMessage', () => {
  it('gives programs the incident as JSON', () => {
    const incident = incidentOf(longTermKeySweep());

    expect(JSON.parse(renderMessage(opened(incident)).bodies.default)).toEqual(
      JSON.parse(JSON.stringify(incident)),
    );
  });

  it('gives filters the severity of the incident, where it is above that of its findings', () => {
    const incident = { ...incidentOf(consoleClick()), severity: 'critical' } as const;

    expect(renderMessage(opened(incident)).attributes.severity).toBe('critical');
  });

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

  it.each(['"\\', '<', '`', '漢', 'a'])(
    'stays below 256 KiB with five findings and 60 lines of a timeline that hold %j',
    (filler) => {
      const findings = Array.from({ length: 5 }, (_, index) => ({
        ...largestSweep(),
        id: `finding-${index}`,
      })) as unknown as Parameters<typeof incidentOf>[0];
      const incident = incidentOf(findings, { watched: hostileLines(filler.repeat(64)) });

      for (const notification of everyKind(incident)) {
        const { bodies } = renderMessage(notification);
        const { totals, findings: kept } = JSON.parse(bodies.default) as Incident;

        expectFitsSns(bodies);
        expect(totals).toEqual(incident.totals);
        expect(kept[0].id).toBe(incident.findings[0].id);
        expect(Buffer.byteLength(bodies.email)).toBeLessThan(32 * KIB);
      }
    },
  );

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
