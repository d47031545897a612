import fc from 'fast-check';
import type { Finding } from '../../src/detection/finding';
import type { JsonObject } from '../../src/detection/json';
import { WINDOWINGS } from '../../src/detection/model';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { renderMessage } from '../../src/notification/message';
import { validateFinding } from '../support/finding-schema';
import { DEFAULT_REGIONS, findingOf, roleSession } from '../support/findings';
import { forged } from '../support/forged-finding';
import { incidentOf } from '../support/incidents';
import { everyKind, opened } from '../support/notifications';
import { expectFitsSns, expectHarmlessMessage } from '../support/safe-message';
import { anyText } from './support/any-json';
import { fuzz } from './support/fuzz';

/** What a field that AWS or a caller writes may hold. */
const anyField: fc.Arbitrary<string> = fc.oneof(
  anyText,
  fc.constantFrom(
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    '111122223333',
    'AccessDenied',
    'AWS Internal',
    'ec2.amazonaws.com',
    'arn:aws:iam::111122223333:user/bob',
  ),
  fc.tuple(anyText, fc.nat({ max: 500 })).map(([text, times]) => text.repeat(times % 60)),
);

/** What names a caller. Callers that nothing names count by source IP and user agent, which differ here. */
const someField = anyField.filter((text) => text !== '');

const anyIdentity: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record(
    {
      type: anyField,
      arn: anyField,
      principalId: someField,
      accountId: anyField,
      accessKeyId: anyField,
    },
    { requiredKeys: ['principalId'] },
  ),
  anyField.map((name) => ({ ...roleSession('x'), arn: `arn:aws:sts::1:assumed-role/r/${name}` })),
  anyField.map((name) => roleSession('ci', `arn:aws:iam::111122223333:role/${name}`)),
  anyField.map((name) => ({ type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${name}` })),
  fc.record({ type: anyField, invokedBy: someField, accountId: anyField }),
);

/** A finding that the core makes of records, whose texts are anything. */
const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    ruleId: fc.constantFrom(...RULE_IDS),
    settings: fc.record({
      windowing: fc.constantFrom(...WINDOWINGS),
      // Keys and addresses differ from call to call here; by these it would be no sweep of one principal.
      groupBy: fc.constantFrom('arn', 'role'),
      minRegions: fc.integer({ min: 1, max: 10 }),
      minCalls: fc.integer({ min: 1, max: 10 }),
    }),
    regions: fc
      .array(
        fc.oneof(
          fc.constantFrom(...DEFAULT_REGIONS),
          anyField.filter((name) => name !== ''),
        ),
        {
          maxLength: 30,
        },
      )
      .map((others) => [...DEFAULT_REGIONS.slice(0, 10), ...others]),
    userIdentity: anyIdentity,
    fields: fc
      .tuple(
        // Part of the principal where that is not known by an ARN, so the same for all.
        anyField,
        fc.array(
          fc.record(
            { sourceIPAddress: anyField, userAgent: anyField, errorCode: anyField },
            { requiredKeys: [] },
          ),
          { minLength: 1, maxLength: 6 },
        ),
      )
      .map(([recipientAccountId, all]) => (index: number) => ({
        recipientAccountId,
        ...all[index % all.length],
      })),
    isSaturated: fc.boolean(),
  })
  .map(findingOf);

describe('renderMessage', () => {
  fuzz(
    'makes of any finding a message that SNS takes and that says nothing of its own accord',
    { short: 120, long: 16_000 },
    anyFinding,
    (finding) => {
      const message = renderMessage(opened(finding));

      expect(validateFinding(finding)).toEqual([]);
      for (const notification of everyKind(finding)) {
        expectHarmlessMessage(notification, renderMessage(notification));
      }
      expectFitsSns(message.bodies);
      expect(JSON.parse(message.bodies.default)).toEqual(
        JSON.parse(JSON.stringify(incidentOf(finding))),
      );
      expect(renderMessage(opened(structuredClone(finding)))).toEqual(message);
    },
  );

  fuzz(
    'makes a harmless message even of texts that nobody has cleaned',
    { short: 80, long: 8_000 },
    fc.tuple(anyFinding, fc.infiniteStream(anyField)),
    ([finding, texts]) => {
      const uncleaned = forged(finding, () => texts.next().value);

      for (const notification of everyKind(uncleaned)) {
        expectHarmlessMessage(notification, renderMessage(notification));
      }
    },
  );
});
