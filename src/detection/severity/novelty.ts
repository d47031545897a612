import type { Signal, SweepFacts } from './signal';
import { attackTool } from './signals/attack-tool';
import { bothRules } from './signals/both-rules';
import { closedRegions } from './signals/closed-regions';
import { deniedCalls } from './signals/denied-calls';
import { evenPace } from './signals/even-pace';
import { longTermKey } from './signals/long-term-key';
import { rootUser } from './signals/root-user';
import { script } from './signals/script';

/** Signals that make a sweep suspicious by themselves. */
const OTHER_SIGNS: readonly Signal[] = [
  attackTool,
  bothRules,
  closedRegions,
  deniedCalls,
  evenPace,
  longTermKey,
  rootUser,
  script,
];

/** The share of novelty where no other signal applies. */
const SHARE_BY_ITSELF = 0.2;

/**
 * The share of its points that something new gives. Everybody opens EC2 Global View for the first time once, so novelty
 * is worth little by itself. Together with another signal, or with a sweep of quotas, it counts in full.
 */
export function noveltyShare(facts: SweepFacts): number {
  const isPlain =
    facts.ruleId === 'describe-instances' &&
    OTHER_SIGNS.every((signal) => {
      const observation = signal.observe(facts);
      return observation === undefined || observation.share === 0;
    });
  return isPlain ? SHARE_BY_ITSELF : 1;
}

/** The facts of a baseline that is old enough to show what is new. */
export function knownBaseline({ context: { baseline } }: SweepFacts) {
  return baseline.state === 'known' ? baseline : undefined;
}
