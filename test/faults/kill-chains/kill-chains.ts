import type { KillChain } from './chain';
import { adminInEightMinutes } from './chains/admin-in-eight-minutes';
import { federatedSession } from './chains/federated-session';
import { keyOfAnotherUser } from './chains/key-of-another-user';
import { miningInTenMinutes } from './chains/mining-in-ten-minutes';
import { userOfAnIntruder } from './chains/user-of-an-intruder';
import { deliver, MANNERS } from './deliver';

const CHAINS: readonly KillChain[] = [
  miningInTenMinutes,
  userOfAnIntruder,
  keyOfAnotherUser,
  adminInEightMinutes,
  federatedSession,
];

/** Manners in which a child is known before it calls. */
const ORDERLY = new Set<string>(['in order', 'each twice']);

/** Each chain in every manner. @param seeds how often each, where chance decides. */
export function describeKillChains(seeds: number): void {
  describe.each(CHAINS)('$name', (chain) => {
    it.each(Object.keys(MANNERS) as (keyof typeof MANNERS)[])(
      'is one incident with the whole timeline, %s',
      async (manner) => {
        for (let seed = 1; seed <= seeds; seed += 1) {
          const outcome = await deliver(chain, MANNERS[manner], seed);
          const [incident, ...others] = outcome.incidents;

          expect({
            seed,
            problems: outcome.problems,
            alerted: outcome.alerted,
            // A child may sweep before it is known whose child it is.
            identities: ORDERLY.has(manner) ? outcome.identities : [],
            timeline: outcome.timeline,
            severity: incident?.severity,
            identity: incident?.identity.key,
            others: others.map(({ id }) => id),
          }).toEqual({
            seed,
            problems: [],
            alerted: chain.severity,
            identities: ORDERLY.has(manner) ? [chain.identity] : [],
            timeline: chain.timeline,
            severity: chain.severity,
            identity: chain.identity,
            others: [],
          });
        }
      },
    );
  });
}
