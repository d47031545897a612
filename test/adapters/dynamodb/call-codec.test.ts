import { callCodec } from '../../../src/adapters/dynamodb/call-codec';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Caller, Principal, TrackedCall } from '../../../src/detection/model';
import { ALICE_ARN, uuid } from '../../support/calls';
import { colliding } from '../../support/colliding';

const PRINCIPAL: Principal = { kind: 'arn', key: `arn:${ALICE_ARN}` };
const ROLE_ARN = 'arn:aws:iam::111122223333:role/Admin';
const START = 3000;

const codec = callCodec(sha256Digest, PRINCIPAL);

function tracked(number: number, overrides: Partial<TrackedCall> = {}): TrackedCall {
  return { eventId: uuid(number), second: START, region: 'us-east-1', ...overrides };
}

/** What comes back of calls that were stored. */
function roundTrip(calls: readonly TrackedCall[], principal = PRINCIPAL): TrackedCall[] {
  const used = callCodec(sha256Digest, principal);
  return used.decode(used.encode(calls, START), START);
}

describe('the members of the set of calls', () => {
  it.each<[string, Partial<TrackedCall>, number]>([
    ['as CloudTrail writes it', { caller: { type: 'IAMUser' } }, 24],
    ['whose caller was not kept', {}, 21],
    ['in a region that AWS does not have', { region: 'moon-base-alpha-1' }, 26],
    ['whose id is no UUID', { eventId: 'twelve-bytes' }, 17],
  ])('take few bytes of a call %s', (_case, overrides, bytes) => {
    const { calls } = codec.encode([tracked(1, overrides)], START);

    expect(calls.map((member) => member.length)).toEqual([bytes]);
  });

  it('are equal for equal calls', () => {
    const call = tracked(1, { caller: { type: 'IAMUser', userAgent: 'x' } });

    expect(codec.encode([call], START)).toEqual(codec.encode([structuredClone(call)], START));
  });

  it('hold every second of the longest window', () => {
    const calls = [0, 1, 3599, 4095].map((second) => tracked(second, { second: START + second }));

    expect(roundTrip(calls)).toEqual(calls);
  });

  it('tell which calls they are without the other sets', () => {
    const calls = [
      tracked(1, { caller: { type: 'IAMUser' } }),
      tracked(2, { eventId: 'no UUID', region: 'moon-base-alpha-1' }),
    ];
    const used = callCodec(sha256Digest, PRINCIPAL);

    expect(used.decodeIds(used.encode(calls, START).calls)).toEqual(
      calls.map(({ eventId }) => ({ eventId })),
    );
  });

  it('tell regions apart whose digests begin alike', () => {
    const [one, other] = colliding(
      (number) => `moon-${number}`,
      (text) => sha256Digest(text),
      6,
    );
    const calls = [tracked(1, { region: one }), tracked(2, { region: other })];

    expect(roundTrip(calls)).toEqual(calls);
  });

  it('tell callers apart whose digests begin alike', () => {
    const callerWith = (userAgent: string): Caller => ({ type: 'IAMUser', userAgent });
    const [one, other] = colliding(
      (number) => `agent/${number}`,
      (text) =>
        sha256Digest(
          codec.encode([tracked(1, { caller: callerWith(text) })], START).callers[0] ?? '',
        ),
      6,
    );
    const calls = Array.from({ length: 40 }, (_, index) =>
      tracked(index, { caller: { ...callerWith(index % 2 === 0 ? one : other), arn: ALICE_ARN } }),
    );

    expect(roundTrip(calls)).toEqual(calls);
  });

  it('ascribe no call without a caller to one that there is', () => {
    const calls = [tracked(1), tracked(2, { caller: { type: 'IAMUser' } })];

    expect(roundTrip(calls)).toStrictEqual(calls);
  });

  it('ascribe a call to nobody, and to an unknown region, where the other sets do not know', () => {
    const { calls } = codec.encode(
      [tracked(1, { region: 'moon', caller: { type: 'IAMUser' } })],
      START,
    );

    expect(codec.decode({ calls, regions: [], callers: [] }, START)).toEqual([
      tracked(1, { region: 'unknown' }),
    ]);
  });
});

describe('members of the set of calls that somebody edited', () => {
  const decodeMember = (hex: string) =>
    codec.decode({ calls: [Buffer.from(hex, 'hex')], regions: [], callers: [] }, START);

  it('are read as long as they have a letter of an id', () => {
    expect(decodeMember('a00500000061')).toEqual([
      { eventId: 'a', second: START + 5, region: expect.any(String) },
    ]);
  });

  it.each(['', 'a0', 'a005000000'])('are named when they are too short: %j', (hex) => {
    const named = `"${Buffer.from(hex, 'hex').toString('base64')}" in the set "calls"`;

    expect(() => decodeMember(hex)).toThrow(named);
    expect(() => decodeMember(hex)).toThrow('a call has at least 6 bytes');
  });
});

describe('the members of the set of callers', () => {
  it.each<[string, Principal, Caller]>([
    ['the ARN of the principal', PRINCIPAL, { type: 'IAMUser', arn: ALICE_ARN }],
    ['another ARN than the principal', PRINCIPAL, { type: 'IAMUser', arn: `${ALICE_ARN}x` }],
    ['no ARN', PRINCIPAL, { type: 'IAMUser' }],
    [
      'the role of the principal',
      { kind: 'role', key: `role:${ROLE_ARN}` },
      { type: 'AssumedRole', arn: ALICE_ARN, roleArn: ROLE_ARN },
    ],
    [
      'no role under a principal that is one',
      { kind: 'role', key: `role:${ALICE_ARN}` },
      { type: 'FederatedUser', arn: ALICE_ARN },
    ],
    [
      'an account that called itself',
      PRINCIPAL,
      { type: 'x', accountId: '111122223333', recipientAccountId: '111122223333' },
    ],
    [
      'accounts that differ',
      PRINCIPAL,
      { type: 'x', accountId: '111122223333', recipientAccountId: '999900001111' },
    ],
    ['an account that was called alone', PRINCIPAL, { type: 'x', recipientAccountId: '1' }],
    ['texts that stand for others', PRINCIPAL, { type: '=', arn: '==', userAgent: '===' }],
    [
      'texts with the letter of those that stand for others',
      PRINCIPAL,
      { type: '=x', arn: 'x=', userAgent: 'a=b', errorCode: '=a=b' },
    ],
    ['a type that is the account', PRINCIPAL, { type: '1', accountId: '1', errorCode: '1' }],
    [
      'an ARN that is that of the role of the principal',
      { kind: 'role', key: `role:${ROLE_ARN}` },
      { type: 'x', arn: ROLE_ARN, roleArn: ROLE_ARN },
    ],
  ])('hold %s', (_case, principal, caller) => {
    const calls = [tracked(1, { caller })];

    expect(roundTrip(calls, principal)).toEqual(calls);
  });

  it('repeat nothing that the principal says', () => {
    const caller = { type: 'AssumedRole', arn: ALICE_ARN, roleArn: ROLE_ARN, userAgent: 'x' };
    const textsUnder = (principal: Principal) =>
      callCodec(sha256Digest, principal)
        .encode([tracked(1, { caller })], START)
        .callers.join();

    expect(textsUnder(PRINCIPAL)).not.toContain(ALICE_ARN);
    expect(textsUnder({ kind: 'role', key: `role:${ROLE_ARN}` })).not.toContain(ROLE_ARN);
  });

  it('say once which account called itself', () => {
    const account = '111122223333';
    const caller = { type: 'IAMUser', accountId: account, recipientAccountId: account };

    const { callers } = codec.encode([tracked(1, { caller })], START);

    expect(callers.join().split(account)).toHaveLength(2);
  });
});
