import { callerCodec } from '../../../src/adapters/dynamodb/caller-codec';
import type { Caller } from '../../../src/detection/model';
import { ALICE_ARN } from '../../support/calls';

const codec = callerCodec({ kind: 'arn', key: `arn:${ALICE_ARN}` });

describe('the text of a caller that this version would not write', () => {
  it.each<[string, string, Caller]>([
    ['has fewer fields, as before there were others', 'IAMUser\t=\t1', user({ accountId: '1' })],
    [
      'ends before the fields of denied and of several calls',
      `IAMUser\t=${'\t'.repeat(8)}true`,
      user({ consoleSession: 'true' }),
    ],
    ['has more fields, as by a later version', `IAMUser\t=${'\t'.repeat(11)}\tx`, user()],
    ['stands for an account that is not known', 'IAMUser\t=\t\t=', user()],
    ['stands for what nothing says', 'IAMUser\t=\t\t\t=\t=', user({ roleArn: ALICE_ARN })],
  ])('is read where it %s', (_case, text, expected) => {
    expect(codec.decode(text)).toStrictEqual(expected);
  });
});

describe('the text of a caller', () => {
  it.each<[string, Caller]>([
    ['of a denied call', user({ errorCode: 'AccessDenied', unknownParameters: 'true' })],
    ['of another call of the rule', user({ eventName: 'GetAWSDefaultServiceQuota' })],
    ['of both', user({ unknownParameters: 'true', eventName: 'GetAWSDefaultServiceQuota' })],
  ])('keeps what is known %s', (_case, caller) => {
    expect(codec.decode(codec.encode(caller))).toStrictEqual(caller);
  });
});

function user(others: Partial<Caller> = {}): Caller {
  return { type: 'IAMUser', arn: ALICE_ARN, ...others };
}
