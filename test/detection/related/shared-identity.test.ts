import type { Caller } from '../../../src/detection/model';
import { sharedIdentitiesOf } from '../../../src/detection/related/shared-identity';
import { callOf, uuid } from '../../support/calls';

function callsBy(callers: readonly Partial<Caller>[]) {
  return callers.map((caller, index) =>
    callOf({ eventId: uuid(index), caller: { type: 'AssumedRole', ...caller } }),
  );
}

describe('sharedIdentitiesOf', () => {
  it('lists key, role and address, each once', () => {
    const caller = {
      accessKeyId: 'ASIA1',
      roleArn: 'arn:aws:iam::1:role/r',
      sourceIp: '192.0.2.1',
    };

    expect(sharedIdentitiesOf(callsBy([caller, caller]))).toEqual([
      { kind: 'accessKey', value: 'ASIA1' },
      { kind: 'role', value: 'arn:aws:iam::1:role/r' },
      { kind: 'address', value: '192.0.2.1' },
    ]);
  });

  it.each([
    ['a service in place of an address', { sourceIp: 'cloudformation.amazonaws.com' }],
    ['AWS itself in place of an address', { sourceIp: 'AWS Internal' }],
    [
      'a role of IAM Identity Center, which many people share',
      { roleArn: 'arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A' },
    ],
    [
      'a service-linked role',
      { roleArn: 'arn:aws:iam::1:role/aws-service-role/config.amazonaws.com/R' },
    ],
    ['nothing', {}],
  ])('passes over %s', (_case, caller) => {
    expect(sharedIdentitiesOf(callsBy([caller]))).toEqual([]);
  });

  it('passes over calls whose caller was not kept', () => {
    expect(sharedIdentitiesOf([{ eventId: uuid(1), second: 0, region: 'a' }])).toEqual([]);
  });

  it('lists few, those of the first calls, however many there are', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      accessKeyId: `ASIA${index}`,
      roleArn: `arn:aws:iam::1:role/r${index}`,
      sourceIp: `192.0.2.${index}`,
    }));

    expect(sharedIdentitiesOf(callsBy(many)).map(({ value }) => value)).toEqual([
      'ASIA0',
      'ASIA1',
      'ASIA2',
      'arn:aws:iam::1:role/r0',
      '192.0.2.0',
      '192.0.2.1',
      '192.0.2.2',
    ]);
  });
});
