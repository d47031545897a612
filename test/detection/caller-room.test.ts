import { sha256Digest } from '../../src/adapters/sha256-digest';
import {
  CALLERS_THAT_ALWAYS_FIT,
  callerBytes,
  callerRoom,
  MAX_CALLER_BYTES,
  MAX_CALLERS,
} from '../../src/detection/caller-room';
import { callerOf } from '../../src/detection/cloudtrail/principal';
import type { Caller, TrackedCall } from '../../src/detection/model';
import { uuid } from '../support/calls';

/** A caller of so many bytes. */
function callerOfBytes(bytes: number, number = 0): Caller {
  return { type: `T${number}`, userAgent: 'x'.repeat(bytes - `T${number}`.length) };
}

function callBy(caller: Caller | undefined, number = 1): TrackedCall {
  const call = { eventId: uuid(number), second: 0, region: 'a' };
  return caller === undefined ? call : { ...call, caller };
}

describe('callerRoom', () => {
  it('admits callers up to the limit, and those it has admitted ever after', () => {
    const room = callerRoom([]);
    const callers = Array.from({ length: MAX_CALLERS + 1 }, (_, index) => callerOfBytes(9, index));

    const admitted = [...callers, ...callers].map((caller) => room.admits({ ...caller }));

    const once = callers.map((_, index) => index < MAX_CALLERS);
    expect(admitted).toEqual([...once, ...once]);
  });

  it('counts a caller that is held once, however many calls it made', () => {
    const held = Array.from({ length: 50 }, (_, index) => callBy(callerOfBytes(900), index));

    expect(callerRoom([...held, callBy(undefined)]).admits(callerOfBytes(380, 1))).toBe(true);
  });

  it.each([
    ['fills it to the byte', MAX_CALLER_BYTES - 900, true],
    ['is a byte too long', MAX_CALLER_BYTES - 899, false],
  ])('knows whether a caller fits that %s', (_case, bytes, expected) => {
    const room = callerRoom([callBy(callerOfBytes(900))]);

    expect(room.admits(callerOfBytes(bytes, 1))).toBe(expected);
  });

  it('still admits a shorter caller than one that does not fit', () => {
    const room = callerRoom([callBy(callerOfBytes(900))]);

    expect([700, 380].map((bytes) => room.admits(callerOfBytes(bytes, bytes)))).toEqual([
      false,
      true,
    ]);
  });

  it('has room for as many of the longest callers as it says', () => {
    const long = 'x'.repeat(5000);
    const longest = (number: number) =>
      callerOf(
        {
          userIdentity: {
            type: `${number}${long}`,
            arn: long,
            accountId: long,
            accessKeyId: long,
            sessionContext: { sessionIssuer: { arn: long } },
          },
          recipientAccountId: long,
          sourceIPAddress: long,
          userAgent: long,
          errorCode: long,
        },
        sha256Digest,
      );
    const room = callerRoom([]);
    const admitted = Array.from({ length: CALLERS_THAT_ALWAYS_FIT + 1 }, (_, index) =>
      room.admits(longest(index)),
    );

    expect(admitted).toEqual([...Array(CALLERS_THAT_ALWAYS_FIT).fill(true), false]);
  });
});

describe('callerBytes', () => {
  it.each<[string, Caller, number]>([
    ['the bytes of its texts', { type: 'ab', userAgent: 'é€😀' }, 2 + 2 + 3 + 4],
    ['the longer ARN of two', { type: 'ab', arn: 'abc', roleArn: 'abcd' }, 2 + 4],
    ['the ARN there is', { type: 'ab', arn: 'abc' }, 2 + 3],
    ['the ARN of the role there is', { type: 'ab', roleArn: 'abc' }, 2 + 3],
  ])('counts %s', (_case, caller, expected) => {
    expect(callerBytes(caller)).toBe(expected);
  });
});
