import { alertIdentity } from '../../src/detection/alert-identity';
import type { FindingPrincipal } from '../../src/detection/finding';

const STS = 'arn:aws:sts::111122223333';

function identityOf(principal: Partial<FindingPrincipal>): string {
  return alertIdentity({ principal: { key: '', kind: 'arn', type: 'AssumedRole', ...principal } });
}

describe('alertIdentity', () => {
  it.each<[string, Partial<FindingPrincipal>, string]>([
    [
      'a session',
      { arn: `${STS}:assumed-role/Admin/x`, roleArn: 'arn:aws:iam::111122223333:role/ops/Admin' },
      'arn:aws:iam::111122223333:role/ops/Admin',
    ],
    [
      'a session whose role CloudTrail did not name',
      { key: `arn:${STS}:assumed-role/Admin/x/y` },
      `${STS}:assumed-role/Admin`,
    ],
    [
      'a federated user, who chooses the name',
      { arn: `${STS}:federated-user/anything` },
      `${STS}:federated-user`,
    ],
    [
      'a principal ID with a session name',
      { kind: 'principalId', key: 'principalId:AROAEXAMPLE:x' },
      'principalId:AROAEXAMPLE',
    ],
    [
      'a user',
      { arn: 'arn:aws:iam::111122223333:user/ci/bot' },
      'arn:aws:iam::111122223333:user/ci/bot',
    ],
    ['the root user', { arn: 'arn:aws:iam::111122223333:root' }, 'arn:aws:iam::111122223333:root'],
    [
      'a source IP, even of one role',
      { kind: 'sourceIp', key: 'sourceIp:198.51.100.7', roleArn: 'arn:aws:iam::1:role/x' },
      'sourceIp:198.51.100.7',
    ],
    [
      'an access key of a user',
      { kind: 'accessKey', key: 'accessKey:1:AKIA', arn: 'arn:aws:iam::111122223333:user/bot' },
      'arn:aws:iam::111122223333:user/bot',
    ],
    [
      'an unattributed caller, whatever the user agent',
      { kind: 'unattributed', key: 'unattributed:111122223333/2001:db8::7/Boto3/1.34.0' },
      'unattributed:111122223333/2001:db8::7',
    ],
    [
      'something without an ARN',
      { kind: 'identity', key: 'identity:AWSService:x:1' },
      'identity:AWSService:x:1',
    ],
  ])('of %s', (_, principal, expected) => {
    expect(identityOf(principal)).toBe(expected);
  });
});
