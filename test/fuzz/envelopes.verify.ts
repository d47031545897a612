import fc from 'fast-check';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { RECORD_LISTS, unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject } from '../../src/detection/json';
import { settingsOf } from '../support/calls';
import { anyJson, anyText, frozen } from './support/any-json';
import { anyEvent, anyRecord } from './support/any-record';
import { fuzz } from './support/fuzz';

const OPTIONS = { settings: settingsOf(), digest: sha256Digest };

/** A record in whatever may hold one. */
const anyElement: fc.Arbitrary<unknown> = fc.oneof(
  anyRecord,
  anyEvent,
  anyRecord.map((record) => ({ CloudTrailEvent: JSON.stringify(record) })),
  anyText.map((text) => ({ CloudTrailEvent: text })),
  fc.constant({ digestStartTime: '2026-01-01T00:00:00Z', logFiles: [] }),
  anyJson,
);

const anyList = fc.array(anyElement, { maxLength: 5 });

const anyWrapping: fc.Arbitrary<unknown> = fc.oneof(
  anyElement,
  anyList,
  fc.tuple(fc.constantFrom(...RECORD_LISTS), anyList).map(([name, list]) => ({ [name]: list })),
  fc.record({ Records: anyJson, Events: anyList }),
);

function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  const lists = RECORD_LISTS.map((name) =>
    isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
  );
  return lists.find(Array.isArray) ?? [value];
}

describe('unwrap', () => {
  fuzz(
    'yields one candidate for each element, each as if it were alone',
    { short: 800, long: 120_000 },
    anyWrapping,
    (value) => {
      const elements = elementsOf(value);

      const unwrapped = [...unwrap(frozen(value))];

      expect(unwrapped).toHaveLength(elements.length);
      expect(unwrapped).toEqual(elements.flatMap((element) => [...unwrap([element])]));
    },
  );

  fuzz(
    'leads to a fate for every record, and to the same calls whatever stands between them',
    { short: 500, long: 60_000 },
    fc.tuple(anyList, fc.array(anyJson, { maxLength: 3 })),
    ([list, others]) => {
      const fates = ({ tally }: ReturnType<typeof takeCalls>) =>
        [...Object.values(tally.ignored), ...Object.values(tally.rejected)].reduce(
          (sum, count) => sum + count,
          tally.calls,
        );
      const alone = takeCalls(unwrap(list), OPTIONS);
      const among = takeCalls(unwrap({ Records: [...others, ...list, ...others] }), OPTIONS);
      const stranger = takeCalls(unwrap(others), OPTIONS);

      expect(fates(alone)).toBe(list.length);
      expect(alone.tally.records).toBe(list.length);
      expect(among.calls).toEqual([...stranger.calls, ...alone.calls, ...stranger.calls]);
    },
  );
});
