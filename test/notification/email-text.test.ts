import type { Finding } from '../../src/detection/finding';
import { renderEmail } from '../../src/notification/email-text';
import { LINE_WIDTH } from '../../src/notification/text-layout';
import {
  cappedRoleSweep,
  consoleClick,
  DEFAULT_REGIONS,
  findingOf,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { incidentOf } from '../support/incidents';
import { closed, escalated, everyKind, opened, updated } from '../support/notifications';

/** The lines below a heading. */
function section(email: string, heading: string): string {
  const [, body = ''] = email.split(`\n\n${heading}\n`);
  return body.split(/\n\n(?=[A-Z])/)[0] ?? '';
}

const headingsOf = (email: string): string[] =>
  email.split('\n').filter((line) => /^[A-Z ]+$/.test(line));

const withSeverity = (severity: Finding['severity']): Finding => ({
  ...longTermKeySweep(),
  severity,
});

describe('renderEmail', () => {
  it('begins with the severity, the principal and what it did', () => {
    expect(renderEmail(opened(longTermKeySweep())).split('\n').slice(0, 3)).toEqual([
      'HIGH (67/100): arn:aws:iam::111122223333:user/ci/deploy-bot',
      'called DescribeInstances in 17 of 34 regions within 33 s (2026-03-14 09:26:40 UTC).',
      '',
    ]);
  });

  it.each([
    [{ groupBy: 'accessKey' }, 'access key AKIAIOSFODNN7EXAMPLE of account 111122223333'],
    [{ groupBy: 'sourceIp' }, 'source IP 198.51.100.7'],
  ] as const)('names a principal by %j', (settings, expected) => {
    const [line] = renderEmail(opened(findingOf({ settings }))).split('\n');

    expect(line).toBe(`MEDIUM (45/100): ${expected}`);
  });

  it('has each section once, the verdict and the steps first', () => {
    expect(headingsOf(renderEmail(opened(longTermKeySweep())))).toEqual([
      'WHY IT LOOKS HOSTILE',
      'WHAT SPEAKS AGAINST AN ATTACK',
      'WHAT TO DO NOW',
      'EVIDENCE',
      'READY QUERIES',
      'REGIONS',
      'REFERENCES',
    ]);
  });

  it.each([
    ['informational', 'WHY IT IS RATED INFORMATIONAL'],
    ['low', 'WHY IT IS RATED LOW'],
    ['medium', 'WHY IT IS RATED MEDIUM'],
    ['high', 'WHY IT LOOKS HOSTILE'],
    ['critical', 'WHY IT LOOKS HOSTILE'],
  ] as const)('calls nothing hostile below high: %s', (severity, expected) => {
    expect(headingsOf(renderEmail(opened(withSeverity(severity))))[0]).toBe(expected);
  });

  it.each([
    [escalated(longTermKeySweep()), 'ESCALATED TO HIGH (67/100): arn:'],
    [updated(longTermKeySweep()), 'UPDATED HIGH (67/100): arn:'],
    [closed(longTermKeySweep()), 'CLOSED HIGH (67/100): arn:'],
  ])('puts the changes right below the head', (notification, expected) => {
    const email = renderEmail(notification);

    expect(email.startsWith(expected)).toBe(true);
    expect(headingsOf(email)[0]).toBe('WHAT CHANGED');
  });

  it('lists the reasons by points, with what speaks against an attack below', () => {
    const email = renderEmail(
      opened(
        findingOf({
          fields: (index) => ({
            sessionCredentialFromConsole: 'true',
            userAgent: 'AWS Internal',
            ...(index === 16 && { errorCode: 'AuthFailure' }),
          }),
        }),
      ),
    );

    expect(section(email, 'WHY IT IS RATED LOW')).toBe(
      [
        '  +20  A long-term key (AKIA...) was used. It never expires and works for',
        '       anyone who finds it.',
        '  +15  DescribeInstances in 17 regions.',
        '  +10  The caller tried 1 region where the credentials are not valid. Someone',
        '       familiar with the account would not have tried it.',
      ].join('\n'),
    );
    expect(section(email, 'WHAT SPEAKS AGAINST AN ATTACK')).toMatch(
      /^ {2}-15 {2}AWS recorded that all calls came from a console session/,
    );
  });

  it('keeps what has no points out of the verdict', () => {
    expect(section(renderEmail(opened(consoleClick())), 'ALSO NOTE')).toBe(
      '  - A user agent names a browser or the AWS console. User agents are easy to\n    forge.',
    );
  });

  it('breaks no line that could be broken', () => {
    const notifications = [longTermKeySweep(), consoleClick(), cappedRoleSweep()].map(opened);
    const long = notifications.flatMap((notification) =>
      renderEmail(notification)
        .split('\n')
        .slice(2)
        .filter((line) => line.length > LINE_WIDTH),
    );

    // Names, user agents, commands, literals and links are kept whole.
    for (const line of long) {
      expect(line).toMatch(
        /arn:aws|AttributeValue=|aws iam|npx regionsweep|Mozilla|https:\/\/|--query/,
      );
    }
  });

  it('lists the regions that were called, and quotes what is not the name of a region', () => {
    const email = renderEmail(
      opened(findingOf({ regions: [...DEFAULT_REGIONS.slice(0, 15), 'Mars west'] })),
    );

    expect(section(email, 'REGIONS')).toMatch(
      /^ {2}"Mars west", ap-northeast-1, [\s\S]* us-east-2\n {2}Not called, of the regions enabled by default: us-west-1, us-west-2$/,
    );
    expect(
      section(
        renderEmail(opened(findingOf()), { regions: [...DEFAULT_REGIONS, 'mx-central-1'] }),
        'REGIONS',
      ),
    ).toMatch(/\n {2}Not called, of the monitored regions: mx-central-1$/);
  });

  it('names the accounts when there are several', () => {
    const finding = findingOf({
      fields: (index) => ({ recipientAccountId: `22223333444${index % 2}` }),
    });

    expect(section(renderEmail(opened(finding)), 'EVIDENCE')).toMatch(
      /\n {2}All accounts +111122223333\n +222233334440\n +222233334441\n/,
    );
  });

  it('keeps role and session apart, and marks who chose the session name', () => {
    const evidence = section(
      renderEmail(opened(findingOf({ userIdentity: roleSession('admin') }))),
      'EVIDENCE',
    );

    expect(evidence).toMatch(/Role +arn:aws:iam::111122223333:role\/Admin\n/);
    expect(evidence).toMatch(/Session +"admin" \(the caller chose it\)\n/);
    expect(section(renderEmail(opened(consoleClick())), 'EVIDENCE')).toMatch(
      /Session +"jane.doe@example.com" \(set by IAM Identity Center\)\n/,
    );
  });

  it('marks keys as long-term or temporary', () => {
    expect(renderEmail(opened(longTermKeySweep()))).toContain('AKIAIOSFODNN7EXAMPLE (long-term)');
    expect(renderEmail(opened(consoleClick()))).toContain('ASIAIOSFODNN7EXAMPLE (temporary)');
  });

  it('qualifies the counts', () => {
    const countsOf = (email: string): string =>
      section(email, 'EVIDENCE').replace(/\s+/g, ' ').split(' Threshold')[0] ?? '';

    expect(countsOf(renderEmail(opened(consoleClick())))).toMatch(
      /Calls 17 calls in 17 regions, 0 denied Counts So far: RegionSweep alerts at once, so the sweep may continue\.$/,
    );
    expect(countsOf(renderEmail(closed(consoleClick())))).toMatch(
      /Counts Final: the sweep is over/,
    );
    expect(countsOf(renderEmail(opened(cappedRoleSweep())))).toMatch(
      /Calls at least 51 calls in at least 17 regions, 0 denied Counts Lower bounds: the sweep has more calls than RegionSweep keeps\.$/,
    );
  });

  it('names the harmless look-alikes of each rule', () => {
    const against = (finding: Finding): string =>
      section(renderEmail(opened(finding)), 'WHAT SPEAKS AGAINST AN ATTACK');

    expect(against(consoleClick())).toContain('EC2 Global View');
    expect(against(cappedRoleSweep())).toContain('monitor quotas');
  });

  it('leaves out rows that nothing is known for', () => {
    const email = renderEmail(
      opened(
        findingOf({
          userIdentity: { principalId: 'x' },
          fields: { userAgent: null, sourceIPAddress: null },
        }),
      ),
    );

    expect(section(email, 'EVIDENCE')).not.toMatch(
      /User agent|Source IP|Access key|Session|Role|Failed with/,
    );
    expect(section(email, 'EVIDENCE')).toMatch(/Account +unknown\n/);
  });

  it('has queries from one hour before the first call, and one for Lake only with a store', () => {
    const eventDataStore = '01234567-89ab-cdef-0123-456789abcdef';
    const queries = (options = {}): string =>
      section(renderEmail(opened(findingOf()), options), 'READY QUERIES');

    expect(queries()).toContain('(2026-03-14 08:26:40 UTC) until now.');
    expect(queries()).toMatch(/CloudTrail event history[\s\S]*Logs Insights[\s\S]*Athena/);
    expect(queries()).not.toContain('Lake');
    expect(queries({ eventDataStore })).toContain(`CloudTrail Lake:\n    SELECT`);
    expect(queries({ eventDataStore: 'none' })).not.toContain('Lake');
  });

  it('ends with the names of things', () => {
    expect(section(renderEmail(opened(cappedRoleSweep())), 'REFERENCES')).toMatch(
      /^ {2}Incident +incident-.*\n {2}Identity +arn:aws:iam::111122223333:role\/Admin\n {2}Findings +get-service-quota-.*\n {2}Rule +get-service-quota: .*\n {2}Elastic rule 19be0164-.*\n.*T1526 .*\n.*T1580 .*\n {2}Schema +incident 2\.0\n$/,
    );
  });

  it('lists the incident before, and counts the findings that it does not list', () => {
    const state = { follows: 'incident-1' };
    const email = renderEmail(opened(incidentOf(consoleClick(), { sweepCount: 4, state })));

    expect(section(email, 'REFERENCES')).toMatch(
      /\n {2}Follows +incident-1\n {2}Findings +describe-instances-.*\n +and 3 more\n/,
    );
  });

  it('shows the severity of the incident, where it is above that of its findings', () => {
    const incident = { ...incidentOf(consoleClick()), severity: 'critical' } as const;

    expect(renderEmail(opened(incident))).toMatch(/^CRITICAL [\s\S]*\nWHY IT LOOKS HOSTILE\n/);
  });

  it('has queries from one hour before the first activity of the incident', () => {
    const incident = { ...incidentOf(findingOf()), firstActivity: '2026-03-14T07:00:00Z' };
    const email = renderEmail(opened(incident), {
      eventDataStore: '01234567-89ab-cdef-0123-456789abcdef',
    });

    expect(email.match(/2026-03-14[T ]06:00:00/g)).toHaveLength(5);
    expect(email).not.toMatch(/2026-03-14[T ]08:26:40/);
  });

  it.each(everyKind(longTermKeySweep()))('fits $kind on the first screen', (notification) => {
    const lines = renderEmail(notification).split('\n');

    expect(lines.indexOf('WHAT TO DO NOW')).toBeLessThan(30);
  });
});
