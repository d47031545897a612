import { baselineOwnerOf } from '../../../src/detection/baseline/baseline-owner';
import type { Caller } from '../../../src/detection/model';

const ACCOUNT = '111122223333';
const PRINCIPAL = { kind: 'principalId', key: 'principalId:AIDA' } as const;

describe('baselineOwnerOf', () => {
  it.each<[string, Partial<Caller>, string]>([
    ['a user', { arn: `arn:aws:iam::${ACCOUNT}:user/a/b` }, `arn:aws:iam::${ACCOUNT}:user/a/b`],
    [
      'all sessions of a role',
      { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/chosen/by-the-caller` },
      `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/*`,
    ],
    [
      'all federated users of an account',
      { arn: `arn:aws-us-gov:sts::${ACCOUNT}:federated-user/chosen` },
      `arn:aws-us-gov:sts::${ACCOUNT}:federated-user/*`,
    ],
    [
      'each person of IAM Identity Center',
      {
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_01/jane`,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_01`,
      },
      `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_01/jane`,
    ],
    [
      'all sessions of a role that only looks like one of IAM Identity Center',
      {
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_01/jane`,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/AWSReservedSSO_Admin_01`,
      },
      `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_01/*`,
    ],
    ['the principal, where there is no ARN', {}, PRINCIPAL.key],
  ])('is %s', (_case, caller, key) => {
    expect(baselineOwnerOf(PRINCIPAL, { type: 'T', accountId: ACCOUNT, ...caller })).toEqual({
      account: ACCOUNT,
      key,
    });
  });

  it.each<[string, Partial<Caller>, string]>([
    ['of the caller', { accountId: '1', recipientAccountId: '2' }, '1'],
    ['that was called, where the caller has none', { recipientAccountId: '2' }, '2'],
    ['the principal, where there is neither', {}, PRINCIPAL.key],
  ])('belongs to the account %s', (_case, caller, account) => {
    expect(baselineOwnerOf(PRINCIPAL, { type: 'T', ...caller }).account).toBe(account);
  });
});
