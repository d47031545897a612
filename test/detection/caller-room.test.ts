import { sha256Digest } from '../../src/adapters/sha256-digest';
import {
  BARE_CALLERS,
  CALLERS_THAT_ALWAYS_FIT,
  CUT_CALLERS,
  callerBytes,
  callerRoom,
  WHOLE_CALLERS,
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

/** Whether a room keeps a caller whole. */
function keeps(room: ReturnType<typeof callerRoom>, caller: Caller): boolean {
  return room.fit(caller)?.userAgent === caller.userAgent;
}

describe('callerRoom', () => {
  it('keeps callers up to the limit, and those that it has kept ever after', () => {
    const room = callerRoom([]);
    const callers = Array.from({ length: WHOLE_CALLERS.callers + 1 }, (_, index) =>
      callerOfBytes(9, index),
    );

    const kept = [...callers, ...callers].map((caller) => keeps(room, { ...caller }));

    const once = callers.map((_, index) => index < WHOLE_CALLERS.callers);
    expect(kept).toEqual([...once, ...once]);
  });

  it('counts a caller that is held once, however many calls it made', () => {
    const held = Array.from({ length: 50 }, (_, index) =>
      callBy(callerOfBytes(WHOLE_CALLERS.bytes - 352), index),
    );

    expect(keeps(callerRoom([...held, callBy(undefined)]), callerOfBytes(350, 1))).toBe(true);
  });

  it.each([
    ['fills it to the byte', WHOLE_CALLERS.bytes - 900, true],
    ['is a byte too long', WHOLE_CALLERS.bytes - 899, false],
  ])('knows whether a caller fits that %s', (_case, bytes, expected) => {
    const room = callerRoom([callBy(callerOfBytes(900))]);

    expect(keeps(room, callerOfBytes(bytes, 1))).toBe(expected);
  });

  it('still keeps a shorter caller than one that does not fit', () => {
    const room = callerRoom([callBy(callerOfBytes(WHOLE_CALLERS.bytes - 352))]);

    expect([700, 300].map((bytes) => keeps(room, callerOfBytes(bytes, bytes)))).toEqual([
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
    const kept = Array.from({ length: CALLERS_THAT_ALWAYS_FIT + 1 }, (_, index) =>
      keeps(room, longest(index)),
    );

    expect(kept).toEqual([...Array(CALLERS_THAT_ALWAYS_FIT).fill(true), false]);
  });

  it('has room for 20 source IPs that use an ordinary key and a long user agent', () => {
    const room = callerRoom([]);
    const callers = Array.from({ length: 20 }, (_, index) => ({
      type: 'AssumedRole',
      arn: `arn:aws:sts::111122223333:assumed-role/NightScan/${'s'.repeat(10)}`,
      accountId: '111122223333',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sourceIp: `203.0.113.${index}`,
      userAgent: 'x'.repeat(90),
    }));

    const kept = callers.map((caller) => room.fit(caller));

    expect(kept.map((caller) => caller?.sourceIp)).toEqual(callers.map(({ sourceIp }) => sourceIp));
    expect(kept[0]).toEqual(callers[0]);
    expect(kept.filter((caller) => caller?.cut !== undefined)).toEqual([]);
  });

  describe('without room for another caller', () => {
    const base = { type: 'IAMUser', accessKeyId: 'AKIA', sourceIp: '203.0.113.7', userAgent: 'a' };

    function fullRoom(field: 'sourceIp' | 'userAgent') {
      const room = callerRoom([]);
      for (let index = 0; index < WHOLE_CALLERS.callers; index += 1) {
        room.fit({ ...base, [field]: `${field} ${index}` });
      }
      return room;
    }

    it.each(['sourceIp', 'userAgent'] as const)(
      'gives up the %s, if that is what differs',
      (field) => {
        const room = fullRoom(field);
        const { [field]: _given, ...rest } = base;

        for (let index = 0; index < 100; index += 1) {
          expect(room.fit({ ...base, [field]: `other ${index}` })).toEqual({ ...rest, cut: field });
        }
        expect(room.fit({ ...base, [field]: `${field} 0` })).toEqual({
          ...base,
          [field]: `${field} 0`,
        });
      },
    );

    it('gives up both, then the caller, if everything differs', () => {
      const room = fullRoom('sourceIp');
      const kept = Array.from({ length: 12 }, (_, index) =>
        room.fit({ type: `T${index}`, sourceIp: `other ${index}`, userAgent: `agent ${index}` }),
      );

      const cut = CUT_CALLERS.callers - WHOLE_CALLERS.callers;
      const bare = BARE_CALLERS.callers - CUT_CALLERS.callers;
      expect(kept.map((caller) => caller?.cut)).toEqual([
        ...Array(cut).fill('sourceIp'),
        ...Array(bare).fill('both'),
        ...Array(12 - cut - bare).fill(undefined),
      ]);
      expect(kept.at(-1)).toBeUndefined();
    });

    it('marks nothing for a caller that has nothing to give up', () => {
      expect(fullRoom('sourceIp').fit({ type: 'AWSService' })).toEqual({ type: 'AWSService' });
    });
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
