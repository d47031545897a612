import { weighEvidence } from '../../src/notification/indicators';
import type { SweepSetup } from '../support/findings';
import { findingOf, IAM_USER, roleSession } from '../support/findings';

const SESSION = roleSession('s');

describe('weighEvidence', () => {
  it('takes temporary keys for no sign at all, because they are stolen from instances and functions', () => {
    const { intruder, harmless } = weighEvidence(findingOf({ userIdentity: SESSION }));

    expect([...intruder, ...harmless].join(' ')).not.toContain('temporary');
  });

  it.each<[string, SweepSetup, string]>([
    ['a long-term key', {}, 'long-term key'],
    ['the root user', { userIdentity: { ...SESSION, type: 'Root' } }, 'root user'],
    ['denied calls', { fields: { errorCode: 'Client.UnauthorizedOperation' } }, 'denied'],
    ['denied calls of other services', { fields: { errorCode: 'AccessDenied' } }, 'denied'],
    [
      'several addresses',
      { fields: (index) => ({ sourceIPAddress: `192.0.2.${index % 3}` }) },
      '3 addresses within 1 s',
    ],
  ])('takes %s for a sign of an intruder', (_, setup, expected) => {
    expect(weighEvidence(findingOf(setup)).intruder.join()).toContain(expected);
  });

  it.each<[string, SweepSetup, string]>([
    ['a browser', { fields: { userAgent: 'Mozilla/5.0 (X11)' } }, 'easily forged'],
    ['the console', { fields: { userAgent: '[EC2Console/1.0]' } }, 'easily forged'],
    ['an AWS service', { fields: { sourceIPAddress: 'config.amazonaws.com' } }, 'AWS service'],
    [
      'a service-linked role',
      {
        userIdentity: roleSession(
          's',
          'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX',
        ),
      },
      'only an AWS service can use',
    ],
  ])('takes %s for a sign of something harmless', (_, setup, expected) => {
    expect(weighEvidence(findingOf(setup)).harmless.join()).toContain(expected);
  });

  it.each<[string, SweepSetup]>([
    [
      'throttled calls',
      { userIdentity: SESSION, fields: { errorCode: 'Client.RequestLimitExceeded' } },
    ],
    ['one address', { userIdentity: SESSION }],
    [
      'services beside one address',
      {
        userIdentity: SESSION,
        fields: (index) => ({ sourceIPAddress: index % 2 ? 'ec2.amazonaws.com' : '192.0.2.1' }),
      },
    ],
  ])('sees no sign of an intruder in %s', (_, setup) => {
    expect(weighEvidence(findingOf(setup)).intruder).toEqual([]);
  });

  it.each<[string, SweepSetup]>([
    [
      'keys of both kinds',
      {
        userIdentity: (index) => ({
          ...IAM_USER,
          accessKeyId: index % 2 ? 'AKIAIOSFODNN7EXAMPLE' : 'ASIAIOSFODNN7EXAMPLE',
        }),
      },
    ],
    ['no key at all', { userIdentity: { type: 'IAMUser', arn: 'x' } }],
    [
      'an address that only ends like a service',
      { fields: { sourceIPAddress: 'x amazonaws.com' } },
    ],
    [
      'a service path in the name of a role',
      {
        userIdentity: {
          ...IAM_USER,
          sessionContext: {
            sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/x/aws-service-role/y' },
          },
        },
      },
    ],
  ])('sees no sign of something harmless in %s', (_, setup) => {
    expect(weighEvidence(findingOf(setup)).harmless).toEqual([]);
  });
});
