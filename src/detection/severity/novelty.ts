import type { Signal, SweepFacts } from './signal';
import { attackTool } from './signals/attack-tool';
import { bothRules } from './signals/both-rules';
import { closedRegions } from './signals/closed-regions';
import { deniedCalls } from './signals/denied-calls';
import { evenPace } from './signals/even-pace';
import { longTermKey } from './signals/long-term-key';
import { rootUser } from './signals/root-user';
import { script } from './signals/script';

/** What makes a sweep suspicious by itself. */
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

/** What newness is worth where nothing else is wrong. */
const SHARE_BY_ITSELF = 0.2;

/**
 * The share of its points that something new gives. Everybody clicks in EC2 Global View for the first time once, so
 * newness is worth little by itself; beside another sign, or with a sweep of quotas, it counts in full.
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

/** The facts of a baseline that can tell what is new. */
export function knownBaseline({ context: { baseline } }: SweepFacts) {
  return baseline.state === 'known' ? baseline : undefined;
}
