import type { Finding } from '../../src/detection/finding';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { renderSubject } from '../../src/notification/headline';
import { consoleClick, findingOf, largestSweep } from '../support/findings';
import { closed, escalated, everyKind, opened } from '../support/notifications';

/** The longest numbers that anything could hold. */
function stretched(finding: Finding, severity: Finding['severity']): Finding {
  return {
    ...finding,
    severity,
    evidence: {
      ...finding.evidence,
      atLeast: true,
      regionCount: 1_000_000,
      firstCall: '1970-01-01T00:00:00Z',
      lastCall: '2099-12-31T23:59:59Z',
    },
  };
}

describe('renderSubject', () => {
  it('says what happened, how far, how fast and where', () => {
    expect(renderSubject(opened(consoleClick()))).toBe(
      '[RegionSweep] INFORMATIONAL: DescribeInstances in 17 regions within 2 s, account 111122223333',
    );
  });

  it('marks a lower bound', () => {
    expect(renderSubject(opened(findingOf({ isSaturated: true })))).toContain('in 17+ regions');
  });

  it.each([
    [0, 'within 1 s'],
    [7, 'within 113 s'],
    [15, 'within 5 min'],
    [29, 'within 8 min'],
  ])('rounds the duration up, calls %d s apart', (secondsBetweenCalls, expected) => {
    const finding = findingOf({ secondsBetweenCalls, settings: { windowSeconds: 900 } });

    expect(renderSubject(opened(finding))).toContain(expected);
  });

  it.each([
    [{ type: 'AWSAccount', accountId: '1' }],
    [{ type: 'AWSAccount', accountId: '111122223333\n' }],
    [{ type: 'AWSAccount', accountId: '１１１１２２２２３３３３' }],
  ])('names no account that is none: %j', (userIdentity) => {
    const subject = renderSubject(opened(findingOf({ userIdentity })));

    // A line break is gone before the account is looked at.
    expect(subject).toMatch(/, (unknown account|account 111122223333)$/);
  });

  it('takes the account that was called when the caller has none', () => {
    const finding = findingOf({
      userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' },
    });

    expect(renderSubject(opened(finding))).toMatch(/, account 111122223333$/);
  });

  it.each(RULE_IDS.flatMap((ruleId) => SEVERITIES.map((severity) => [ruleId, severity] as const)))(
    'fits for %s and %s, whatever the numbers',
    (ruleId, severity) => {
      for (const notification of everyKind(stretched(findingOf({ ruleId }), severity))) {
        const subject = renderSubject(notification);

        expect(subject.length).toBeLessThan(100);
        expect(subject).toMatch(/, account 111122223333$/);
      }
    },
  );

  it.each([
    [escalated(consoleClick()), 'ESCALATED TO INFORMATIONAL'],
    [closed(consoleClick()), 'CLOSED INFORMATIONAL'],
  ])('says what became of the finding', (notification, expected) => {
    expect(renderSubject(notification)).toBe(
      `[RegionSweep] ${expected}: DescribeInstances in 17 regions, account 111122223333`,
    );
  });

  it('fits for the largest finding', () => {
    expect(renderSubject(opened(largestSweep()))).toMatch(/^[\x20-\x7e]{1,99}$/);
  });
});
