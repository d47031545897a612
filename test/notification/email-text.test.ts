import { AWS_REGIONS } from '../../src/config/aws-regions';
import { HEADINGS, renderEmail } from '../../src/notification/email-text';
import { LINE_WIDTH } from '../../src/notification/text-layout';
import {
  cappedRoleSweep,
  consoleClick,
  DEFAULT_REGIONS,
  findingOf,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { everyKind, opened } from '../support/notifications';

/** The lines below a heading. */
function section(email: string, heading: (typeof HEADINGS)[number]): string {
  const [, body = ''] = email.split(`\n\n${heading}\n`);
  return body.split(/\n\n(?=[A-Z])/)[0] ?? '';
}

describe('renderEmail', () => {
  it('begins with what happened, in one sentence', () => {
    const [summary] = renderEmail(opened(consoleClick())).split('\n\n');

    expect(summary?.replaceAll('\n', ' ')).toBe(
      'One principal of account 111122223333 called DescribeInstances in 17 regions within 2 s, on 2026-03-14 09:26:40 UTC.',
    );
  });

  it('has each section once, in order', () => {
    const lines = renderEmail(opened(longTermKeySweep())).split('\n');

    expect(lines.filter((line) => /^[A-Z ]+$/.test(line))).toEqual(HEADINGS.slice(1));
  });

  it.each(everyKind(longTermKeySweep()).slice(1))(
    'says first what changed, when it is $kind',
    (notification) => {
      const lines = renderEmail(notification).split('\n');

      expect(lines.filter((line) => /^[A-Z ]+$/.test(line))).toEqual(HEADINGS);
    },
  );

  it('breaks no line that could be broken', () => {
    for (const finding of [longTermKeySweep(), consoleClick(), cappedRoleSweep()]) {
      const long = renderEmail(opened(finding))
        .split('\n')
        .filter((line) => line.length > LINE_WIDTH);

      // Names, user agents, commands, literals and links are kept whole.
      for (const line of long) {
        expect(line).toMatch(/arn:aws|AttributeValue=|aws iam|Mozilla|https:\/\//);
      }
    }
  });

  it('marks the regions that were reached on a map of all', () => {
    const where = section(renderEmail(opened(findingOf())), 'WHERE');

    expect([...where.matchAll(/\*([\w-]+)/g)].map(([, region]) => region).sort()).toEqual(
      DEFAULT_REGIONS,
    );
    for (const { name } of AWS_REGIONS) {
      expect(where).toContain(name);
    }
  });

  it('lists apart what is not on the map, and quotes what is no name of a region', () => {
    const email = renderEmail(
      opened(findingOf({ regions: [...DEFAULT_REGIONS, 'cn-north-1', 'Mars *west'] })),
    );

    expect(section(email, 'WHERE')).toMatch(
      /\n {2}Not on the map:\n {2}"Mars \*west", cn-north-1$/,
    );
  });

  it('names the accounts when there are several', () => {
    const finding = findingOf({
      fields: (index) => ({ recipientAccountId: `22223333444${index % 2}` }),
    });

    expect(section(renderEmail(opened(finding)), 'WHERE')).toMatch(
      /Accounts +111122223333\n +222233334440\n +222233334441$/,
    );
  });

  it('tells role and session apart, and who chose the session name', () => {
    const who = section(
      renderEmail(opened(findingOf({ userIdentity: roleSession('admin') }))),
      'WHO',
    );

    expect(who).toMatch(/Role +arn:aws:iam::111122223333:role\/Admin\n/);
    expect(who).toMatch(/Session +"admin" \(the caller chose it\)\n/);
  });

  it('says what is a long-term key and what a temporary one', () => {
    expect(renderEmail(opened(longTermKeySweep()))).toContain('AKIAIOSFODNN7EXAMPLE (long-term)');
    expect(renderEmail(opened(consoleClick()))).toContain('ASIAIOSFODNN7EXAMPLE (temporary)');
  });

  it('says whether counts are exact', () => {
    expect(renderEmail(opened(consoleClick())).replace(/\s+/g, ' ')).toContain(
      'The counts are exact for what had come in by then',
    );
    expect(renderEmail(opened(cappedRoleSweep())).replace(/\s+/g, ' ')).toContain(
      'The counts are lower bounds: more calls came than are kept.',
    );
    expect(section(renderEmail(opened(cappedRoleSweep())), 'WHAT')).toContain(
      'at least 51 calls in at least 17 regions',
    );
  });

  it('says what else looks the same, rule by rule', () => {
    expect(renderEmail(opened(consoleClick()))).toContain('EC2 Global View');
    expect(renderEmail(opened(cappedRoleSweep()))).not.toContain('EC2 Global View');
  });

  it('leaves out rows that nothing is known for', () => {
    const email = renderEmail(
      opened(findingOf({ userIdentity: {}, fields: { userAgent: null, sourceIPAddress: null } })),
    );

    expect(email).not.toMatch(/User agent|Address|Access key|Session|Role|Failed with/);
    expect(section(email, 'WHO')).toMatch(/Account +unknown$/);
  });

  it('ends with the names of things', () => {
    expect(section(renderEmail(opened(cappedRoleSweep())), 'REFERENCE')).toMatch(
      /T1526 .*\n.*T1580 .*\n +Elastic rule 19be0164-.*\n +Finding +get-service-quota-.*\n +Schema +finding 1\.0\n$/,
    );
  });
});
