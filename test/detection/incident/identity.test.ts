import {
  describeIdentity,
  identityOf,
  isShared,
  ownerOf,
} from '../../../src/detection/incident/identity';
import type { Caller, Principal, TrackedCall } from '../../../src/detection/model';
import { uuid } from '../../support/calls';

const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/ci/bot`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ops/Admin`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/x`;
const SSO_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0a`;
const SSO_SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Dev_0a/jane@example.com`;
const SOURCE_IP: Principal = { kind: 'sourceIp', key: 'sourceIp:198.51.100.7' };

const callerOf = (fields: Omit<Caller, 'type'>): Caller => ({ type: 'AssumedRole', ...fields });

describe('identityOf', () => {
  it.each<[string, Principal, Omit<Caller, 'type'> | undefined, string]>([
    ['a user', { kind: 'arn', key: `arn:${USER}` }, { arn: USER }, USER],
    [
      'an access key of a user',
      { kind: 'accessKey', key: 'accessKey:1:AKIA' },
      { arn: USER },
      USER,
    ],
    [
      'the root user',
      { kind: 'arn', key: `arn:arn:aws:iam::${ACCOUNT}:root` },
      { arn: `arn:aws:iam::${ACCOUNT}:root` },
      `arn:aws:iam::${ACCOUNT}:root`,
    ],
    ['a session', { kind: 'arn', key: `arn:${SESSION}` }, { arn: SESSION, roleArn: ROLE }, ROLE],
    ['a role', { kind: 'role', key: `role:${ROLE}` }, { arn: SESSION, roleArn: ROLE }, ROLE],
    [
      'a session of IAM Identity Center',
      { kind: 'arn', key: `arn:${SSO_SESSION}` },
      { arn: SSO_SESSION, roleArn: SSO_ROLE },
      SSO_SESSION,
    ],
    [
      'a session whose issuer CloudTrail did not name',
      { kind: 'arn', key: `arn:${SESSION}` },
      { arn: `${SESSION}/y\nz` },
      `arn:aws:iam::${ACCOUNT}:role/Admin`,
    ],
    [
      'a session in another AWS partition',
      { kind: 'arn', key: 'arn:x' },
      { arn: `arn:aws-cn:sts::${ACCOUNT}:assumed-role/Admin/x` },
      `arn:aws-cn:iam::${ACCOUNT}:role/Admin`,
    ],
    [
      'a federated user, who chooses the name',
      { kind: 'arn', key: 'arn:x' },
      { arn: `arn:aws:sts::${ACCOUNT}:federated-user/any/thing` },
      `arn:aws:sts::${ACCOUNT}:federated-user`,
    ],
    ['a source IP', SOURCE_IP, { arn: USER }, USER],
    [
      'an ARN whose caller was not kept',
      { kind: 'arn', key: `arn:${SESSION}` },
      undefined,
      `arn:aws:iam::${ACCOUNT}:role/Admin`,
    ],
    ['a role whose caller was not kept', { kind: 'role', key: `role:${ROLE}` }, undefined, ROLE],
    [
      'a principal ID with a session name',
      { kind: 'principalId', key: 'principalId:AROAEXAMPLE:x' },
      {},
      'principalId:AROAEXAMPLE',
    ],
    [
      'an unattributed caller, whatever the user agent',
      { kind: 'unattributed', key: `unattributed:${ACCOUNT}/2001:db8::7/Boto3/1.34.0` },
      {},
      `unattributed:${ACCOUNT}/2001:db8::7`,
    ],
    [
      'a caller without an ARN',
      { kind: 'identity', key: 'identity:AWSService:x:1' },
      {},
      'identity:AWSService:x:1',
    ],
  ])('of %s', (_, principal, caller, expected) => {
    expect(identityOf(principal, caller && callerOf(caller))).toBe(expected);
  });
});

describe('ownerOf', () => {
  const callsBy = (...arns: readonly (string | undefined)[]): TrackedCall[] =>
    arns.map((arn, index) => {
      const call = { eventId: uuid(index), second: index, region: `region-${index}` };
      return arn === undefined ? call : { ...call, caller: callerOf({ arn }) };
    });

  it.each<[string, readonly (string | undefined)[], string]>([
    ['the identity behind all calls', [USER, USER], USER],
    ['the identity behind the calls that have a caller', [undefined, USER], USER],
    [
      'the role of several sessions',
      [SESSION, `${SESSION}2`],
      `arn:aws:iam::${ACCOUNT}:role/Admin`,
    ],
    ['the principal itself where several identities use it', [USER, SESSION], SOURCE_IP.key],
    ['the principal itself where no caller was kept', [undefined], SOURCE_IP.key],
  ])('is %s', (_, arns, expected) => {
    expect(ownerOf(SOURCE_IP, callsBy(...arns))).toBe(expected);
  });
});

describe('isShared', () => {
  it.each<[Principal['kind'], boolean]>([
    ['sourceIp', true],
    ['role', true],
    ['accessKey', true],
    ['arn', false],
    ['principalId', false],
    ['unattributed', false],
  ])('of a principal of kind %s is %j', (kind, expected) => {
    expect(isShared({ kind })).toBe(expected);
  });
});

describe('describeIdentity', () => {
  it.each([
    [USER, 'user', ACCOUNT],
    [ROLE, 'role', ACCOUNT],
    [SSO_SESSION, 'role', ACCOUNT],
    [`arn:aws-us-gov:iam::${ACCOUNT}:root`, 'root', ACCOUNT],
    ['sourceIp:198.51.100.7', 'shared', undefined],
    [`role:${SSO_ROLE}`, 'shared', undefined],
    ['principalId:AROAEXAMPLE', 'other', undefined],
    [`arn:aws:sts::${ACCOUNT}:federated-user`, 'other', undefined],
  ])('of %s', (key, kind, accountId) => {
    expect(describeIdentity(key)).toEqual({ kind, key, ...(accountId && { accountId }) });
  });
});
