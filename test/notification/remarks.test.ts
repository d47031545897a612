import type { Finding } from '../../src/detection/finding';
import { renderMessage } from '../../src/notification/message';
import { remarksOf } from '../../src/notification/remarks';
import { longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { opened } from '../support/notifications';
import { expectHarmlessMessage } from '../support/safe-message';

const NOTE = { entryId: 'nightly', owner: 'Platform', ticket: 'SEC-1', expires: '2026-09-01' };
const BROKEN = [{ ceiling: 'regions', allowed: 'at most 12', seen: '17' }] as const;

const plain = (text: string): string => text;
const findingWith = (members: Partial<Finding>): Finding => ({ ...longTermKeySweep(), ...members });

describe('remarksOf', () => {
  it.each<[string, Partial<Finding>, string[]]>([
    ['nothing', {}, []],
    [
      'an entry that covers',
      { allowlist: NOTE },
      ['Entry nightly of the allow-list (owner Platform, ticket SEC-1) covers it.'],
    ],
    [
      'an entry whose ceilings are broken',
      { allowlist: { ...NOTE, brokenCeilings: BROKEN } },
      [
        'Entry nightly of the allow-list (owner Platform, ticket SEC-1) does not cover it: regions 17, at most 12 allowed.',
      ],
    ],
    [
      'other principals of the same sweep',
      { alsoUnder: ['role:ci', 'sourceIp:198.51.100.7'] },
      ['The same sweep is seen under role:ci, sourceIp:198.51.100.7.'],
    ],
  ])('says of %s what there is to say', (_, members, expected) => {
    expect(remarksOf(findingWith(members), plain)).toEqual(expected);
  });

  it.each(HOSTILE_TEXTS)('is harmless in every medium: %s', (_, text) => {
    const notification = opened(
      findingWith({
        alsoUnder: [text],
        allowlist: {
          ...NOTE,
          entryId: text,
          owner: text,
          ticket: text,
          brokenCeilings: [{ ...BROKEN[0], seen: text }],
        },
      }),
    );

    expectHarmlessMessage(notification, renderMessage(notification));
  });
});
