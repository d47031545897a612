import type { Finding } from '../../src/detection/finding';
import { timelineLines } from '../../src/notification/email-timeline';
import { LINE_WIDTH } from '../../src/notification/text-layout';
import { findingOf, IAM_USER, longTermKeySweep, roleSession } from '../support/findings';
import { incidentOf } from '../support/incidents';
import { attackChain, watchedLine } from '../support/watched-lines';

const linesOf = (...incident: Parameters<typeof incidentOf>): string[] =>
  timelineLines(incidentOf(...incident));

/** Sweeps, one each minute. */
function sweeps(count: number): [Finding, ...Finding[]] {
  const all = Array.from({ length: count }, (_, index) => {
    const finding = longTermKeySweep();
    const firstCall = `2026-03-14T10:${String(index).padStart(2, '0')}:00Z`;
    return { ...finding, id: `sweep-${index}`, evidence: { ...finding.evidence, firstCall } };
  });
  return all as unknown as [Finding, ...Finding[]];
}

describe('timelineLines', () => {
  it('is empty for a sweep alone', () => {
    expect(linesOf(findingOf())).toEqual([]);
  });

  it('says what happened, where, when and with which outcome, in order of time', () => {
    expect(linesOf(longTermKeySweep(), { watched: attackChain() })).toEqual([
      '  Times are in UTC.',
      '  2026-03-14 09:20:11  ConsoleLogin: 1 call in us-east-1',
      '                       result Success, mfa No',
      '  2026-03-14 09:26:40  DescribeInstances: 17 calls in 17 regions, severity high',
      '  2026-03-14 09:31:02  RunInstances: 12 calls in 3 regions',
      '                       until 09:34:40, type p5.48xlarge, count 8,',
      '                       instances "i-0abc1234def567890 and 11 more",',
      '                       in ap-south-1, eu-west-1 and us-east-1',
      '  2026-03-14 09:36:15  CreateAccessKey: 1 call in us-east-1',
      '                       user support2, key AKIAI44QH8DHBEXAMPLE',
      '  2026-03-14 09:37:00  StopLogging: 1 failed call in us-east-1',
      '                       trail management-events, failed with AccessDenied',
    ]);
  });

  it('names the principals where there are several', () => {
    const one = findingOf({ userIdentity: roleSession('one') });
    const two = findingOf({ ruleId: 'get-service-quota', userIdentity: roleSession('two') });
    const text = linesOf([one, two]).join('\n');

    expect(text).toContain('\n                       by "role/Admin/one @111122223333"');
    expect(text).toContain('\n                       by "role/Admin/two @111122223333"');
  });

  it('names a caller and an account that the head does not name', () => {
    const watched = [watchedLine({ caller: 'ASIAI44QH8DHBEXAMPLE', accountId: '444455556666' })];

    expect(linesOf(findingOf(), { watched }).slice(-2)).toEqual([
      '                       user support2, in account 444455556666,',
      '                       by ASIAI44QH8DHBEXAMPLE',
    ]);
  });

  it('counts regions that it does not list', () => {
    const regions = Array.from({ length: 10 }, (_, index) => `eu-west-${index}`);
    const text = linesOf(findingOf(), { watched: [watchedLine({ regions })] }).join('\n');

    expect(text).toContain('CreateUser: 1 call in at least 10 regions');
    expect(text).toContain('in eu-west-0, eu-west-1, eu-west-2 and 7 more');
  });

  it('shows fifteen lines, and none of the watched calls gives way to a sweep', () => {
    const lines = linesOf(sweeps(20), { watched: attackChain() });

    expect(lines.filter((line) => /^ {2}\d{4}/.test(line))).toHaveLength(15);
    expect(lines.join('\n')).toMatch(/ConsoleLogin[\s\S]*RunInstances[\s\S]*StopLogging/);
    expect(lines.at(-1)).toBe('  and 9 more, which the JSON of the incident lists');
  });

  it('shows the sweep that leads, however many watched calls there are', () => {
    const watched = Array.from({ length: 40 }, (_, index) => watchedLine({ count: index + 1 }));

    expect(linesOf(longTermKeySweep(), { watched }).join('\n')).toContain('DescribeInstances: 17');
  });

  it('begins no line with what a caller chose, and keeps to the width', () => {
    const watched = [
      watchedLine({
        details: { user: 'REFERENCES', name: 'x y '.repeat(16), policy: 'a'.repeat(64) },
      }),
    ];
    const lines = linesOf(findingOf({ userIdentity: { ...IAM_USER, arn: 'x' } }), { watched });

    expect(
      lines.every((line) => /^ {2}(Times|\d{4}-| {21}(user|name|policy|in|by) )/.test(line)),
    ).toBe(true);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(LINE_WIDTH + 30);
  });

  it('leaves out what is not a label of the catalogue', () => {
    const watched = [watchedLine({ details: { 'A\nB': 'x', user: 'y' } })];

    expect(linesOf(findingOf(), { watched }).at(-1)).toContain('user y');
    expect(linesOf(findingOf(), { watched }).join()).not.toContain('B');
  });
});
