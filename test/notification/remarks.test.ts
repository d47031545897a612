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
      ['The allow-list entry nightly (owner Platform, ticket SEC-1) covers this sweep.'],
    ],
    [
      'an entry that covers watched calls too',
      { allowlist: { ...NOTE, watchedCalls: ['RunInstances', 'CreateStack'] } },
      [
        'The allow-list entry nightly (owner Platform, ticket SEC-1) covers this sweep and 2 kinds of watched calls from its source IPs.',
      ],
    ],
    [
      'an entry whose ceilings are broken',
      { allowlist: { ...NOTE, brokenCeilings: BROKEN } },
      [
        'The allow-list entry nightly (owner Platform, ticket SEC-1) matches, but the sweep exceeds it: regions 17 (allowed: at most 12).',
      ],
    ],
    [
      'source IPs above their ceiling',
      {
        allowlist: {
          ...NOTE,
          brokenCeilings: [{ ceiling: 'addresses', allowed: 'at most 2', seen: '3' }],
        },
      },
      [
        'The allow-list entry nightly (owner Platform, ticket SEC-1) matches, but the sweep exceeds it: source IPs 3 (allowed: at most 2).',
      ],
    ],
  ])('has a sentence for %s', (_, members, expected) => {
    expect(remarksOf(findingWith(members), plain)).toEqual(expected);
  });

  it.each(HOSTILE_TEXTS)('is harmless in every medium: %s', (_, text) => {
    const notification = opened(
      findingWith({
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
