import fc from 'fast-check';
import { readDeliveries } from '../../lambda/detector/deliveries';
import { takeDeliveries } from '../../lambda/detector/take-deliveries';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { RECORD_LISTS, unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject } from '../../src/detection/json';
import { settingsOf } from '../support/calls';
import { altered, anyJson, anyText, frozen } from './support/any-json';
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

/** Text that may be the body of a message. */
const anyBody: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyWrapping.map((value) => JSON.stringify(value)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyEvent, fc.nat())
      .map(([event, cut]) => JSON.stringify(event).slice(0, cut % 500)),
  },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: anyJson },
);

const anyMessage = anyBody.chain((body) =>
  fc.nat().map((number) => ({ messageId: `m${number}`, eventSource: 'aws:sqs', body })),
);

const anyLambdaEvent = fc.oneof(
  anyWrapping,
  fc.record({ Records: fc.array(anyMessage, { maxLength: 6 }) }),
  fc.record({
    Records: fc.array(
      anyMessage.chain((message) =>
        altered(message, { messageId: anyText, eventSource: fc.constantFrom('aws:sqs', 'aws:s3') }),
      ),
      { maxLength: 3 },
    ),
  }),
);

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

describe('readDeliveries', () => {
  fuzz(
    'takes for a batch what is one, and finds something in each message',
    { short: 800, long: 100_000 },
    anyLambdaEvent,
    (event) => {
      const list = isObject(event) ? event['Records'] : undefined;
      const isBatch =
        Array.isArray(list) &&
        list.length > 0 &&
        list.every(
          (message) =>
            isObject(message) &&
            message['eventSource'] === 'aws:sqs' &&
            Object.hasOwn(message, 'messageId') &&
            typeof message['messageId'] === 'string' &&
            message['messageId'] !== '',
        );

      const incoming = readDeliveries(frozen(event));

      expect(incoming.ingestion).toBe(isBatch ? 'queue' : 'direct');
      if (incoming.ingestion === 'queue') {
        expect(incoming.deliveries.map(({ id }) => id)).toEqual(
          (list as { messageId: string }[]).map(({ messageId }) => messageId),
        );
        expect(incoming.deliveries.every(({ values }) => values.length > 0)).toBe(true);
      } else {
        expect(incoming.delivery.values).toEqual([...unwrap(event)]);
      }
    },
  );

  fuzz(
    'reads every message as if it were alone, whatever the others hold',
    { short: 400, long: 60_000 },
    fc.array(anyMessage, { minLength: 1, maxLength: 4 }),
    (messages) => {
      const read = (records: readonly unknown[]) => {
        const incoming = readDeliveries({ Records: records });
        return incoming.ingestion === 'queue' ? incoming.deliveries : [];
      };

      const together = takeDeliveries(read(messages), OPTIONS);

      const apart = messages.map((message) => takeDeliveries(read([message]), OPTIONS));
      expect(together.taken).toEqual(apart.flatMap(({ taken }) => taken));
      expect(together.calls).toEqual(apart.flatMap(({ calls }) => calls));
      expect(together.tally.records).toBe(apart.reduce((sum, { tally }) => sum + tally.records, 0));
    },
  );
});
