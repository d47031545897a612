import fc from 'fast-check';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { createCallParser } from '../../../src/detection/cloudtrail/parse-call';
import { callerOf, principalsOf } from '../../../src/detection/cloudtrail/principal';
import { GROUP_BY } from '../../../src/detection/model';
import { settingsOf } from '../../support/calls';
import { recordOf } from '../../support/records';

/** Few values, so that callers come back; line breaks could make two callers look alike. */
const anyText = fc.constantFrom<unknown>('a', 'b', 'a\nb', '', null, 7, ['a'], { a: 'a' });

const anyIdentity = fc.record(
  {
    type: anyText,
    arn: anyText,
    principalId: anyText,
    accountId: anyText,
    accessKeyId: anyText,
    invokedBy: anyText,
    sessionContext: fc.record(
      { sessionIssuer: fc.record({ type: anyText, arn: anyText }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const anyRecord = fc
  .record(
    {
      userIdentity: fc.oneof({ weight: 9, arbitrary: anyIdentity }, anyText),
      sourceIPAddress: anyText,
      userAgent: anyText,
      errorCode: anyText,
      recipientAccountId: anyText,
      sessionCredentialFromConsole: fc.constantFrom('true', 'false'),
    },
    { requiredKeys: [] },
  )
  .map((members) => recordOf('describe-instances', members));

describe('a parser that remembers callers', () => {
  it('reads each caller as if the record were the first', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecord, { maxLength: 60 }),
        fc.subarray([...GROUP_BY], { minLength: 1 }),
        (records, groupBy) => {
          const parse = createCallParser({
            settings: settingsOf({ groupBy }),
            digest: sha256Digest,
          });

          for (const record of records) {
            const outcome = parse({ kind: 'record', record });

            const [principal, ...others] = principalsOf(record, groupBy, sha256Digest);
            if (principal === undefined) {
              expect(outcome).toEqual({ kind: 'rejected', reason: 'unattributed' });
              continue;
            }
            expect(outcome).toMatchObject({ kind: 'call', call: { principal } });
            const { call } = outcome as Extract<typeof outcome, { kind: 'call' }>;
            expect(call.otherPrincipals ?? []).toEqual(others);
            expect(call.caller).toEqual(callerOf(record, sha256Digest));
          }
        },
      ),
    );
  });

  it('has one caller for records that differ in nothing that matters', () => {
    const parse = createCallParser({ settings: settingsOf(), digest: sha256Digest });

    const callers = ['a', 'b'].map((eventID) => {
      const outcome = parse({
        kind: 'record',
        record: recordOf('describe-instances', { eventID }),
      });
      return outcome.kind === 'call' ? outcome.call.caller : undefined;
    });

    expect(callers[0]).toBeDefined();
    expect(callers[0]).toBe(callers[1]);
  });

  it('forgets callers when there are too many, and reads them again', () => {
    const parse = createCallParser({ settings: settingsOf(), digest: sha256Digest });
    const callerAt = (sourceIPAddress: string) => {
      const record = recordOf('describe-instances', { sourceIPAddress });
      const outcome = parse({ kind: 'record', record });
      return outcome.kind === 'call' ? outcome.call.caller : undefined;
    };

    const first = callerAt('203.0.113.7');
    for (let index = 0; index < 8192; index += 1) {
      callerAt(`2001:db8::${index}`);
    }

    expect(callerAt('203.0.113.7')).not.toBe(first);
    expect(callerAt('203.0.113.7')).toEqual(first);
  });
});
