import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { callerOf, principalsOf } from '../../../src/detection/cloudtrail/principal';
import type { JsonObject } from '../../../src/detection/json';
import { GROUP_BY, type GroupBy, type Groupings } from '../../../src/detection/model';
import { parseIamArn } from '../../../src/notification/well-formed';

const ACCOUNT = '111122223333';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/Admin`;
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/one`;

const ON_BEHALF_OF = {
  userId: '544894e8-80c1-707f-60e3-3ba6510dfac1',
  identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-9067642ac7`,
};

/** What a record has apart from the identity. */
const CALLED: JsonObject = {
  recipientAccountId: '999900001111',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'Boto3/1.34.0',
};

const SESSION: JsonObject = {
  type: 'AssumedRole',
  principalId: 'AROA1:one',
  arn: SESSION_ARN,
  accountId: ACCOUNT,
  accessKeyId: 'ASIA1',
  sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE_ARN } },
};

function keysOf(record: JsonObject, groupBy: Groupings): string[] {
  return principalsOf(record, groupBy, sha256Digest).map(({ key }) => key);
}

function keyOf(record: JsonObject, groupBy: GroupBy = 'arn'): string {
  const keys = keysOf(record, groupBy);
  expect(keys).toHaveLength(1);
  return keys[0] ?? '';
}

describe('principalsOf', () => {
  it.each<[string, JsonObject, string]>([
    ['the ARN', SESSION, `arn:${SESSION_ARN}`],
    ['the principal id without an ARN', { ...SESSION, arn: undefined }, 'principalId:AROA1:one'],
    ['the principal id for an empty ARN', { ...SESSION, arn: '' }, 'principalId:AROA1:one'],
    [
      'the principal id for an ARN that is no text',
      { ...SESSION, arn: 7 },
      'principalId:AROA1:one',
    ],
    [
      'account and access key without either',
      { type: 'IAMUser', accountId: ACCOUNT, accessKeyId: 'AKIA1', invokedBy: 'x' },
      `accessKey:${ACCOUNT}:AKIA1`,
    ],
    [
      'account and access key where both are empty',
      { arn: '', principalId: '', accountId: ACCOUNT, accessKeyId: 'AKIA1' },
      `accessKey:${ACCOUNT}:AKIA1`,
    ],
    [
      'the called account and the access key without an account',
      { accessKeyId: 'AKIA1' },
      'accessKey:999900001111:AKIA1',
    ],
    [
      'type, invoking service and account without any of these',
      { type: 'AWSService', invokedBy: 'config.amazonaws.com', accountId: ACCOUNT },
      `identity:AWSService:config.amazonaws.com:${ACCOUNT}`,
    ],
    [
      'the called account where the identity names none',
      { type: 'AWSService', invokedBy: 'config.amazonaws.com' },
      'identity:AWSService:config.amazonaws.com:999900001111',
    ],
    [
      'type and account of a root user without any of these',
      { type: 'Root', accountId: ACCOUNT, accessKeyId: '' },
      `identity:Root::${ACCOUNT}`,
    ],
    [
      'the user of IAM Identity Center and the identity store',
      { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: ON_BEHALF_OF },
      `onBehalfOf:${ON_BEHALF_OF.userId}:${ON_BEHALF_OF.identityStoreArn}`,
    ],
    [
      'the user of IAM Identity Center without an identity store',
      { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u' } },
      'onBehalfOf:u:',
    ],
    [
      'type, provider and name of a web identity user',
      { type: 'WebIdentityUser', userName: 'ann', identityProvider: 'accounts.google.com' },
      'userName:WebIdentityUser:accounts.google.com:ann',
    ],
    [
      'type, name qualifier and name of a SAML user',
      { type: 'SAMLUser', userName: 'ann', identityProvider: 'SBGOnlYqMSbGKZuK=' },
      'userName:SAMLUser:SBGOnlYqMSbGKZuK=:ann',
    ],
    [
      'type, account and name without a provider',
      { type: 'Directory', userName: 'ann', accountId: ACCOUNT },
      `userName:Directory:${ACCOUNT}:ann`,
    ],
    [
      'account, source IP and user agent where the identity has a type and an account alone',
      { type: 'AWSAccount', accountId: ACCOUNT, accessKeyId: '' },
      `unattributed:${ACCOUNT}/198.51.100.7/Boto3/1.34.0`,
    ],
    [
      'the called account, source IP and user agent where all is empty',
      { type: '', accountId: '', onBehalfOf: { userId: '' }, userName: '' },
      'unattributed:999900001111/198.51.100.7/Boto3/1.34.0',
    ],
  ])('takes %s', (_case, userIdentity, expected) => {
    expect(keyOf({ ...CALLED, userIdentity })).toBe(expected);
  });

  it.each<[string, JsonObject]>([
    ['no userIdentity', {}],
    ['a userIdentity that is null', { userIdentity: null }],
    ['a userIdentity that is a text', { userIdentity: 'root' }],
    ['a userIdentity that is a list', { userIdentity: [SESSION] }],
  ])('uses the called account, the source IP and the user agent with %s', (_case, record) => {
    expect(keyOf({ ...CALLED, ...record })).toBe(
      'unattributed:999900001111/198.51.100.7/Boto3/1.34.0',
    );
    expect(keyOf({ ...record, sourceIPAddress: '198.51.100.7' })).toBe(
      'unattributed:/198.51.100.7/',
    );
  });

  it.each<[string, JsonObject]>([
    ['no source IP', {}],
    ['a source IP that is no text', { sourceIPAddress: 7 }],
    ['the name of a service, which many callers share', { sourceIPAddress: 'AWS Internal' }],
  ])('has no principal for a record with no identity and %s', (_case, record) => {
    for (const groupBy of GROUP_BY) {
      expect(keysOf({ recipientAccountId: ACCOUNT, userAgent: 'x', ...record }, groupBy)).toEqual(
        [],
      );
    }
  });

  it.each<[string, JsonObject, string]>([
    ['the role behind a session', SESSION, `role:${ROLE_ARN}`],
    ['the ARN without a session', { ...SESSION, sessionContext: undefined }, `arn:${SESSION_ARN}`],
    ['the ARN without an issuer', { ...SESSION, sessionContext: {} }, `arn:${SESSION_ARN}`],
    [
      'the ARN for an issuer without an ARN',
      { ...SESSION, sessionContext: { sessionIssuer: { arn: '' } } },
      `arn:${SESSION_ARN}`,
    ],
    [
      'the ARN for a session that is no object',
      { ...SESSION, sessionContext: [ROLE_ARN] },
      `arn:${SESSION_ARN}`,
    ],
    [
      'the role though the identity has no ARN',
      { ...SESSION, arn: undefined, principalId: undefined },
      `role:${ROLE_ARN}`,
    ],
  ])('takes %s when calls are grouped by role', (_case, userIdentity, expected) => {
    expect(keyOf({ userIdentity }, 'role')).toBe(expected);
  });

  it.each([
    [SESSION, 'arn', 'arn'],
    [SESSION, 'role', 'role'],
    [{ principalId: 'x' }, 'arn', 'principalId'],
    [{ accessKeyId: 'x' }, 'arn', 'accessKey'],
    [{ type: 'AWSService', invokedBy: 'x' }, 'arn', 'identity'],
    [{ onBehalfOf: { userId: 'x' } }, 'arn', 'onBehalfOf'],
    [{ userName: 'x' }, 'arn', 'userName'],
    [SESSION, 'accessKey', 'accessKey'],
  ] as const)('says of %j grouped by %s that its kind is %s', (userIdentity, groupBy, kind) => {
    expect(principalsOf({ userIdentity }, groupBy, sha256Digest)[0]?.kind).toBe(kind);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'one service in two accounts',
      {
        recipientAccountId: '1',
        userIdentity: { type: 'AWSService', invokedBy: 'a.amazonaws.com' },
      },
      {
        recipientAccountId: '2',
        userIdentity: { type: 'AWSService', invokedBy: 'a.amazonaws.com' },
      },
    ],
    [
      'two services in one account',
      {
        recipientAccountId: '1',
        userIdentity: { type: 'AWSService', invokedBy: 'a.amazonaws.com' },
      },
      {
        recipientAccountId: '1',
        userIdentity: { type: 'AWSService', invokedBy: 'b.amazonaws.com' },
      },
    ],
    [
      'one access key id in two accounts',
      { userIdentity: { accountId: '1', accessKeyId: 'AKIA1' } },
      { userIdentity: { accountId: '2', accessKeyId: 'AKIA1' } },
    ],
    [
      'an ARN and a principal id of the same text',
      { userIdentity: { arn: 'x' } },
      { userIdentity: { principalId: 'x' } },
    ],
    [
      'nobody known in two accounts',
      { ...CALLED, recipientAccountId: '1' },
      { ...CALLED, recipientAccountId: '2' },
    ],
    [
      'nobody known at two source IPs',
      { ...CALLED, sourceIPAddress: '198.51.100.1' },
      { ...CALLED, sourceIPAddress: '198.51.100.2' },
    ],
    [
      'nobody known with two user agents',
      { ...CALLED, userAgent: 'a/1' },
      { ...CALLED, userAgent: 'b/1' },
    ],
    [
      'two users of one identity store',
      { userIdentity: { onBehalfOf: ON_BEHALF_OF } },
      { userIdentity: { onBehalfOf: { ...ON_BEHALF_OF, userId: 'other' } } },
    ],
    [
      'one user name of two providers',
      { userIdentity: { userName: 'ann', identityProvider: 'a' } },
      { userIdentity: { userName: 'ann', identityProvider: 'b' } },
    ],
    [
      'one user name in two accounts',
      { userIdentity: { userName: 'ann', accountId: '1' } },
      { userIdentity: { userName: 'ann', accountId: '2' } },
    ],
    [
      'two user names of one provider',
      { userIdentity: { userName: 'ann', identityProvider: 'a' } },
      { userIdentity: { userName: 'bob', identityProvider: 'a' } },
    ],
    [
      'ARNs that differ where they are too long to keep',
      { userIdentity: { arn: `${SESSION_ARN}${'x'.repeat(5000)}1` } },
      { userIdentity: { arn: `${SESSION_ARN}${'x'.repeat(5000)}2` } },
    ],
    [
      'ARNs that look alike',
      { userIdentity: { arn: SESSION_ARN } },
      { userIdentity: { arn: `${SESSION_ARN}\u200b` } },
    ],
  ])('keeps apart %s', (_case, a, b) => {
    expect(keyOf(a)).not.toBe(keyOf(b));
  });

  it.each([
    ['a megabyte', 'x'.repeat(1024 * 1024)],
    ['a megabyte of control characters', '\u0000'.repeat(1024 * 1024)],
    ['text of many bytes', '😀'.repeat(500)],
    ['bidirectional marks and lone surrogates', `${SESSION_ARN}\u202e\ud800`],
  ])('keeps the key of an ARN of %s short and printable', (_case, arn) => {
    const key = keyOf({ userIdentity: { arn } });

    expect(key).toMatch(/^arn:.*~[0-9a-f]{16}$/u);
    expect(key).not.toMatch(/\p{C}/u);
    expect(Buffer.byteLength(key, 'utf8')).toBeLessThanOrEqual(404);
  });

  it.each(GROUP_BY)('goes by the ARN of a user when calls are grouped by %s', (groupBy) => {
    expect(keyOf({ userIdentity: { arn: 'user', userName: 'x' } }, groupBy)).toBe('arn:user');
  });

  describe('under several groupings', () => {
    const ADDRESS = '198.51.100.7';
    const record = { userIdentity: SESSION, sourceIPAddress: ADDRESS };
    const ARN = `arn:${SESSION_ARN}`;
    const KEY = `accessKey:${ACCOUNT}:ASIA1`;

    it.each<[string, Groupings, JsonObject, string[]]>([
      ['one', ['role'], record, [`role:${ROLE_ARN}`]],
      ['all', [...GROUP_BY], record, [ARN, KEY, `role:${ROLE_ARN}`, `sourceIp:${ADDRESS}`]],
      ['each once', ['role', 'role'], record, [`role:${ROLE_ARN}`]],
      ['the most specific first', ['sourceIp', 'arn'], record, [ARN, `sourceIp:${ADDRESS}`]],
      ['those that the call has', ['arn', 'sourceIp'], { userIdentity: SESSION }, [ARN]],
      [
        'the ARN alone, asked for or not, where the call has none of them',
        ['role', 'sourceIp'],
        { userIdentity: { arn: 'user' }, sourceIPAddress: 'ec2.amazonaws.com' },
        ['arn:user'],
      ],
      [
        'one principal where two are the same',
        ['arn', 'accessKey'],
        { userIdentity: { accountId: ACCOUNT, accessKeyId: 'AKIA1' } },
        [`accessKey:${ACCOUNT}:AKIA1`],
      ],
    ])('gives %s', (_case, groupBy, given, expected) => {
      expect(keysOf(given, groupBy)).toEqual(expected);
    });
  });

  it('keeps an ARN of four hundred bytes as it is', () => {
    const arn = `arn:${'x'.repeat(396)}`;

    expect(keyOf({ userIdentity: { arn } })).toBe(`arn:${arn}`);
  });
});

describe('callerOf', () => {
  it('takes what is known of the caller', () => {
    const record = {
      userIdentity: SESSION,
      recipientAccountId: '999900001111',
      sourceIPAddress: '198.51.100.7',
      userAgent: 'aws-cli/2.15.0',
      errorCode: 'AccessDenied',
    };

    expect(callerOf(record, sha256Digest)).toStrictEqual({
      type: 'AssumedRole',
      arn: SESSION_ARN,
      accountId: ACCOUNT,
      recipientAccountId: '999900001111',
      accessKeyId: 'ASIA1',
      roleArn: ROLE_ARN,
      sourceIp: '198.51.100.7',
      userAgent: 'aws-cli/2.15.0',
      errorCode: 'AccessDenied',
    });
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['null', { userIdentity: null, userAgent: null, errorCode: null }],
    ['empty texts', { userIdentity: { type: '', arn: '' }, userAgent: '', sourceIPAddress: '' }],
    ['values that are no texts', { userIdentity: { type: 7, arn: {} }, userAgent: ['x'] }],
    [
      'texts of nothing printable',
      { userIdentity: { type: '\u0000', accountId: '\u202e' }, userAgent: '\n' },
    ],
  ])('knows no more than that the type is unknown from %s', (_case, record) => {
    expect(callerOf(record, sha256Digest)).toStrictEqual({ type: 'Unknown' });
  });

  it('cuts and cleans every text', () => {
    const hostile = `\u202e\u0000${'x'.repeat(5000)}`;
    const record = {
      userIdentity: {
        type: hostile,
        arn: hostile,
        accountId: hostile,
        accessKeyId: hostile,
        sessionContext: { sessionIssuer: { arn: hostile } },
      },
      recipientAccountId: hostile,
      sourceIPAddress: hostile,
      userAgent: hostile,
      errorCode: hostile,
    };

    const digest = sha256Digest(hostile).slice(0, 16);
    expect(callerOf(record, sha256Digest)).toStrictEqual({
      type: 'x'.repeat(32),
      arn: `${'x'.repeat(239)}~${digest}`,
      accountId: 'x'.repeat(32),
      recipientAccountId: 'x'.repeat(32),
      accessKeyId: 'x'.repeat(32),
      roleArn: `${'x'.repeat(239)}~${digest}`,
      sourceIp: 'x'.repeat(64),
      userAgent: `${'x'.repeat(57)} ... ${'x'.repeat(57)}`,
      errorCode: 'x'.repeat(64),
    });
  });

  it.each([
    ['is cut', `arn:aws:iam::111122223333:user/${'path/'.repeat(43)}administrator`],
    ['holds what cannot be shown', 'arn:aws:iam::111122223333:user/admin\u200bistrator'],
  ])('marks an ARN that %s, which would else end in another name', (_case, arn) => {
    const { arn: marked = '' } = callerOf({ userIdentity: { arn } }, sha256Digest);

    expect(marked).toMatch(/^arn:aws:iam::111122223333:user\/.*~[0-9a-f]{16}$/);
    expect(parseIamArn(marked, 'user')).toBeUndefined();
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['a role', { type: 'Role', arn: ROLE_ARN }, ROLE_ARN],
    ['somebody who is not named', { arn: ROLE_ARN }, ROLE_ARN],
    ['a user, as of a federated one', { type: 'IAMUser', arn: 'arn:aws:iam::1:user/u' }, undefined],
    ['the root user', { type: 'Root', arn: 'arn:aws:iam::1:root' }, undefined],
  ])('has a role or none where the session was issued by %s', (_case, sessionIssuer, expected) => {
    const userIdentity = { sessionContext: { sessionIssuer } };

    expect(callerOf({ userIdentity }, sha256Digest).roleArn).toBe(expected);
  });

  it.each([
    ['true', 'true'],
    ['false', undefined],
    ['TRUE', undefined],
    [true, undefined],
    [undefined, undefined],
  ])('takes %j as what AWS says of a console session: %j', (said, expected) => {
    const record = { sessionCredentialFromConsole: said };

    expect(callerOf(record, sha256Digest).consoleSession).toBe(expected);
  });

  it('keeps an ARN of 256 bytes as it is', () => {
    const arn = `arn:${'x'.repeat(252)}`;

    expect(callerOf({ userIdentity: { arn } }, sha256Digest).arn).toBe(arn);
  });
});
