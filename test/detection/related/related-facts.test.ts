import {
  type RelatedRead,
  relatedFacts,
  type Sighting,
} from '../../../src/detection/related/related-facts';
import type { SharedIdentity } from '../../../src/detection/related/shared-identity';
import type { RelatedFacts } from '../../../src/detection/severity/context';
import { callsAt } from '../../support/tracked-calls';

const OTHER_RULE: Partial<Sighting> = { ruleId: 'get-service-quota' };

function sighted(kind: SharedIdentity['kind'], ...found: readonly Partial<Sighting>[]) {
  return {
    identity: { kind, value: 'v' },
    found: found.map((sighting) => ({
      ruleId: 'describe-instances' as const,
      principalKey: 'arn:other',
      second: 0,
      ...sighting,
    })),
  };
}

const CASES: readonly [string, Partial<RelatedRead>, RelatedFacts][] = [
  ['nothing', {}, { state: 'read', otherPrincipals: 0 }],
  [
    'calls of the other rule, each counted once',
    { otherCalls: [...callsAt('0a 5b 9a'), ...callsAt('0a')] },
    { state: 'read', otherRule: { by: 'principal', calls: 3, regions: 2 }, otherPrincipals: 0 },
  ],
  [
    'calls of the principal before anything in common',
    {
      otherCalls: callsAt('0a'),
      sightings: [sighted('accessKey', OTHER_RULE)],
    },
    { state: 'read', otherRule: { by: 'principal', calls: 1, regions: 1 }, otherPrincipals: 0 },
  ],
  [
    'a key before a role before an address',
    {
      sightings: [
        sighted('address', OTHER_RULE),
        sighted('role', OTHER_RULE, { ...OTHER_RULE, principalKey: 'arn:third' }),
      ],
    },
    { state: 'read', otherRule: { by: 'role', principals: 2 }, otherPrincipals: 0 },
  ],
  [
    'a principal with two sweeps once',
    { sightings: [sighted('address', OTHER_RULE, { ...OTHER_RULE, second: 9 })] },
    { state: 'read', otherRule: { by: 'address', principals: 1 }, otherPrincipals: 0 },
  ],
  [
    'other principals by key and address, but not by role, nor the principal itself',
    {
      sightings: [
        sighted('accessKey', {}, { principalKey: 'arn:me' }),
        sighted('address', {}, { principalKey: 'arn:third' }),
        sighted('role', { principalKey: 'arn:fourth' }),
      ],
    },
    { state: 'read', otherPrincipals: 2 },
  ],
  ['that it could not be read', { failed: 'timeout' }, { state: 'unread', why: 'timeout' }],
  [
    'what was found although something else could not be read',
    { failed: 'error', sightings: [sighted('accessKey', OTHER_RULE)] },
    { state: 'read', otherRule: { by: 'accessKey', principals: 1 }, otherPrincipals: 0 },
  ],
];

describe('relatedFacts', () => {
  it.each(CASES)('says %s', (_case, read, expected) => {
    expect(
      relatedFacts({
        ruleId: 'describe-instances',
        principal: { kind: 'arn', key: 'arn:me' },
        otherCalls: [],
        sightings: [],
        ...read,
      }),
    ).toStrictEqual(expected);
  });
});
