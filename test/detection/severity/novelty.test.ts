import type { Caller } from '../../../src/detection/model';
import type { RelatedFacts } from '../../../src/detection/severity/context';
import { knownBaseline, noveltyShare } from '../../../src/detection/severity/novelty';
import type { SweepFacts } from '../../../src/detection/severity/signal';
import { callOf, uuid } from '../../support/calls';

const BY_ITSELF = 0.2;

const PROBED: RelatedFacts = {
  state: 'read',
  otherRule: { by: 'principal', calls: 1, regions: 1 },
  otherPrincipals: 0,
};

interface Setup extends Partial<Pick<SweepFacts, 'ruleId'>> {
  readonly caller?: Partial<Caller>;
  readonly related?: RelatedFacts;
}

/** A sweep of one call of which nothing is wrong, but for what is given. */
function factsOf({ ruleId = 'describe-instances', caller, related }: Setup): SweepFacts {
  return {
    ruleId,
    calls: [callOf({ eventId: uuid(1), caller: { type: 'AssumedRole', ...caller } })],
    context: {
      baseline: { state: 'unasked' },
      related: related ?? { state: 'read', otherPrincipals: 0 },
    },
  };
}

describe('noveltyShare', () => {
  it.each<[string, Setup, number]>([
    ['little where no other signal applies', {}, BY_ITSELF],
    ['all of it with a sweep of quotas', { ruleId: 'get-service-quota' }, 1],
    ['all of it next to another signal', { caller: { userAgent: 'Boto3/1.34.0' } }, 1],
    ['all of it with a long-term key', { caller: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }, 1],
    ['all of it where the other rule matched too', { related: PROBED }, 1],
    [
      'little where it is unknown whether the other rule matched',
      { related: { state: 'unread', why: 'timeout' } },
      BY_ITSELF,
    ],
  ])('is %s', (_case, setup, share) => {
    expect(noveltyShare(factsOf(setup))).toBe(share);
  });
});

describe('knownBaseline', () => {
  it.each([{ state: 'unasked' }, { state: 'young', days: 3 }] as const)(
    'is none of a baseline that is $state',
    (baseline) => {
      const facts = factsOf({});

      expect(knownBaseline({ ...facts, context: { ...facts.context, baseline } })).toBeUndefined();
    },
  );
});
