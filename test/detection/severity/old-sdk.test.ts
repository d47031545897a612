import { NO_CONTEXT } from '../../../src/detection/severity/context';
import { oldSdk } from '../../../src/detection/severity/signals/old-sdk';
import { parseEventTime } from '../../../src/detection/time';
import { callOf, uuid } from '../../support/calls';

function isOld(day: string, ...userAgents: (string | undefined)[]): boolean {
  const second = parseEventTime(`${day}T12:00:00Z`) ?? 0;
  const calls = userAgents.map((userAgent, index) =>
    callOf({
      eventId: uuid(index),
      second,
      caller: { type: 'IAMUser', ...(userAgent !== undefined && { userAgent }) },
    }),
  );
  return oldSdk.observe({ ruleId: 'describe-instances', calls, context: NO_CONTEXT }) !== undefined;
}

describe('old-sdk', () => {
  it.each([
    // The series 1.16 ended on 9 January 2020, so it was still current on 1 January.
    ['aws-cli/1.16.300 Python/3.6.8 botocore/1.13.36', '2025-12-31', false],
    ['aws-cli/1.16.300 Python/3.6.8 botocore/1.13.36', '2026-01-01', true],
    // Amazon Linux 2 delivered it until its end in June 2026.
    ['aws-cli/1.18.147 Python/2.7.18 botocore/1.18.6', '2026-12-31', false],
    ['aws-cli/1.18.147 Python/2.7.18 botocore/1.18.6', '2027-01-01', true],
    ['Boto3/1.10.30 Python/3.7.4 Windows/10 Botocore/1.13.36', '2026-12-01', true],
    ['Boto3/1.16.63 Python/3.8.5', '2026-12-01', false],
    ['Botocore/1.18.18 Python/3.8.5', '2026-12-01', true],
    ['[Boto3/1.9.100 Python/3.7.0 Botocore/1.12.100]', '2026-12-01', true],
    // What was old in 2026 was not when it was new.
    ['Boto3/1.9.100 Python/3.7.0 Botocore/1.12.100', '2019-08-01', false],
    ['aws-cli/1.8.1', '2021-01-01', true],
    ['aws-cli/1.8.1', '2020-12-31', false],
    ['aws-cli/1.43.1', '2031-01-01', true],
    ['aws-cli/1.46.1', '2099-01-01', false],
    ['Boto3/1.44.5 md/Botocore#1.44.8', '2026-12-01', false],
    ['aws-cli/2.0.1 Python/3.7.3', '2026-12-01', false],
    ['aws-cli/1.x', '2026-12-01', false],
    ['my-tool/1.0 Boto3/1.9.100', '2026-12-01', false],
    [undefined, '2026-12-01', false],
  ])('judges %s on %s: %s', (userAgent, day, expected) => {
    expect(isOld(day, userAgent)).toBe(expected);
  });

  it('applies where one of several callers has such a user agent', () => {
    expect(isOld('2026-12-01', 'Mozilla/5.0', 'Boto3/1.9.100')).toBe(true);
  });
});
