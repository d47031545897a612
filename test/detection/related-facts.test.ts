import {
  type RelatedRead,
  relatedFacts,
  type Sighting,
  sharedAddressesOf,
} from '../../src/detection/related-facts';
import type { RelatedFacts } from '../../src/detection/severity/context';
import { callOf, uuid } from '../support/calls';
import { callsAt } from '../support/tracked-calls';

const OTHER_RULE: Partial<Sighting> = { ruleId: 'get-service-quota' };

function seen(...found: readonly Partial<Sighting>[]) {
  return found.map((sighting) => ({
    ruleId: 'describe-instances' as const,
    principalKey: 'arn:other',
    ...sighting,
  }));
}

const CASES: readonly [string, Partial<RelatedRead>, RelatedFacts][] = [
  ['nothing', {}, { state: 'read', otherPrincipals: 0 }],
  [
    'calls of the other rule, each counted once',
    { otherCalls: [...callsAt('0a 5b 9a'), ...callsAt('0a')] },
    { state: 'read', otherRule: { by: 'principal', calls: 3, regions: 2 }, otherPrincipals: 0 },
  ],
  [
    'calls of the principal before sweeps of the identity',
    { otherCalls: callsAt('0a'), ofIdentity: seen(OTHER_RULE) },
    { state: 'read', otherRule: { by: 'principal', calls: 1, regions: 1 }, otherPrincipals: 0 },
  ],
  [
    'sweeps of the identity before sweeps from the source IP',
    {
      ofIdentity: seen(OTHER_RULE, { ...OTHER_RULE, principalKey: 'arn:third' }),
      atAddress: seen(OTHER_RULE),
    },
    { state: 'read', otherRule: { by: 'identity', principals: 2 }, otherPrincipals: 0 },
  ],
  [
    'a principal with two sweeps once',
    { atAddress: seen(OTHER_RULE, { ...OTHER_RULE, second: 9 }) },
    { state: 'read', otherRule: { by: 'address', principals: 1 }, otherPrincipals: 0 },
  ],
  [
    'other principals of the identity and with the source IP, each once, but not the principal',
    {
      ofIdentity: seen({}, { principalKey: 'arn:me' }),
      atAddress: seen({}, { principalKey: 'arn:third' }),
    },
    { state: 'read', otherPrincipals: 2 },
  ],
  [
    'no principal of another grouping, under which the same calls count again',
    {
      ofIdentity: seen({ principalKey: 'role:r' }, { principalKey: 'accessKey:1:AKIA' }),
      atAddress: seen({ principalKey: 'sourceIp:192.0.2.1' }),
    },
    { state: 'read', otherPrincipals: 0 },
  ],
  [
    'a principal without an ARN, which the same grouping counts by another value',
    { atAddress: seen({ principalKey: 'principalId:AIDA' }) },
    { state: 'read', otherPrincipals: 1 },
  ],
  ['that it could not be read', { failed: 'timeout' }, { state: 'unread', why: 'timeout' }],
  [
    'what was found although something else could not be read',
    { failed: 'error', ofIdentity: seen(OTHER_RULE) },
    { state: 'read', otherRule: { by: 'identity', principals: 1 }, otherPrincipals: 0 },
  ],
];

describe('relatedFacts', () => {
  it.each(CASES)('reports %s', (_case, read, expected) => {
    expect(
      relatedFacts({
        ruleId: 'describe-instances',
        principal: { kind: 'arn', key: 'arn:me' },
        otherCalls: [],
        ofIdentity: [],
        atAddress: [],
        ...read,
      }),
    ).toStrictEqual(expected);
  });
});

describe('sharedAddressesOf', () => {
  const callsFrom = (...addresses: readonly string[]) =>
    addresses.map((sourceIp, index) =>
      callOf({ eventId: uuid(index), caller: { type: 'AssumedRole', sourceIp } }),
    );

  it('lists each source IP once, and a network for IPv6', () => {
    const calls = callsFrom('192.0.2.1', '2001:db8::1', '192.0.2.1', '2001:db8::2');

    expect(sharedAddressesOf(calls)).toEqual(['192.0.2.1', '2001:db8:0:0::/64']);
  });

  it('ignores AWS services, and calls whose caller was not kept', () => {
    const calls = callsFrom('cloudformation.amazonaws.com', 'AWS Internal');

    expect(sharedAddressesOf([...calls, { eventId: uuid(9), second: 0, region: 'a' }])).toEqual([]);
  });

  it('lists no more than three, those of the first calls', () => {
    const many = Array.from({ length: 100 }, (_, index) => `192.0.2.${index}`);

    expect(sharedAddressesOf(callsFrom(...many))).toEqual(many.slice(0, 3));
  });
});
