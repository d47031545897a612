import { eventPatternOf } from '../../../src/detection/rules/event-pattern';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import type { CandidateEvent } from './cloudtrail-event';
import { inProcessVerdict, isMatchOutcome } from './in-process';
import { type RulerVerdict, runEventRuler } from './run-event-ruler';

/** An event on which the two do not agree, cut to what a person reads. */
interface Disagreement {
  readonly what: string;
  readonly ruler: RulerVerdict;
  readonly inProcess: object;
  readonly text: string;
}

export interface Comparison {
  readonly events: number;
  /** One for each event and pattern, of the events that Ruler takes. */
  readonly verdicts: number;
  /** Events that Ruler lets through, by rule. */
  readonly matched: Readonly<Record<string, number>>;
  readonly disagreements: readonly Disagreement[];
  /** Events that Ruler does not take. */
  readonly rejected: readonly { readonly what: string; readonly matchesInProcess: boolean }[];
}

/** Puts events to Event Ruler, with the pattern of every rule, and to the handler's code. */
export async function compare(events: readonly CandidateEvent[]): Promise<Comparison> {
  const patterns = Object.fromEntries(RULES.map(({ id, match }) => [id, eventPatternOf(match)]));
  const verdicts = await runEventRuler(
    patterns,
    events.map(({ text }) => text),
  );
  const matched: Record<string, number> = Object.fromEntries(RULES.map(({ id }) => [id, 0]));
  const disagreements: Disagreement[] = [];
  const rejected: Comparison['rejected'][number][] = [];
  for (const [index, { what, text }] of events.entries()) {
    const ruler = verdicts[index] as RulerVerdict;
    const inProcess = inProcessVerdict(text);
    if ('rejected' in ruler) {
      rejected.push({ what, matchesInProcess: inProcess.matches.length > 0 });
      continue;
    }
    for (const id of 'matches' in ruler ? ruler.matches : []) {
      matched[id] = (matched[id] ?? 0) + 1;
    }
    if (!agree(ruler, inProcess)) {
      disagreements.push({ what, ruler, inProcess, text: text.slice(0, 2_000) });
    }
  }
  const taken = events.length - rejected.length;
  return {
    events: events.length,
    verdicts: taken * RULES.length,
    matched,
    disagreements,
    rejected,
  };
}

/** The same rules match, and what the handler then does with the record fits that. */
function agree(
  ruler: RulerVerdict,
  { matches, outcome }: ReturnType<typeof inProcessVerdict>,
): boolean {
  return (
    'matches' in ruler &&
    [...ruler.matches].sort().join() === [...matches].sort().join() &&
    isMatchOutcome(outcome) === matches.length > 0 &&
    (outcome.kind !== 'call' || matches.includes(outcome.call.ruleId))
  );
}
