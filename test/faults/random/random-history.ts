import {
  GROUP_BY,
  type GroupBy,
  type RuleSettings,
  WINDOWINGS,
} from '../../../src/detection/model';
import type { Severity } from '../../../src/detection/rules/rule';
import { RULE_IDS, type RuleId } from '../../../src/detection/rules/rule-catalog';
import { settingsOf } from '../../support/calls';
import { randomNumbers } from '../../support/delivery';
import type { KnownCall } from '../../support/incident-oracle';
import { callBy, type Person, portalSessionOf, sessionOf, userNamed } from '../../support/people';

/** Calls that arrive together. */
interface Arrival {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly calls: readonly KnownCall[];
}

/** What happens in a random run, before any fault. */
export interface RandomHistory {
  readonly settings: Record<RuleId, RuleSettings>;
  readonly renotifyMinutes: number;
  readonly notifyFrom: Severity;
  /** The identity whose sweeps the allow-list covers, if any. */
  readonly covered: string | undefined;
  /** Each call once. */
  readonly calls: readonly KnownCall[];
  /** Every delivery, by time. */
  readonly arrivals: readonly Arrival[];
}

const START = Date.UTC(2026, 2, 1, 12) / 1000;

/** Addresses are shared, so that a source IP has several identities. */
const IPS = ['198.51.100.1', '198.51.100.2', '203.0.113.3'];

const PEOPLE: readonly Person[] = [
  ...['s1', 's2', 's3'].map((session, index) => sessionOf('App', session, IPS[index] as string)),
  sessionOf('App', 's4', IPS[0] as string),
  sessionOf('Batch', 's1', IPS[1] as string),
  portalSessionOf('ann', IPS[2] as string),
  portalSessionOf('ben', IPS[2] as string),
  userNamed('eve', IPS[0] as string),
  userNamed('eve', IPS[1] as string, '2'),
];

/** Each choice by its own draw, so that a seed stays what it is. */
interface Dice {
  /** A whole number from 0 up to, and without, a limit. */
  below(limit: number): number;
  oneOf<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
}

function diceOf(seed: number): Dice {
  const random = randomNumbers(seed);
  return {
    below: (limit) => Math.floor(random() * limit),
    oneOf: (items) => items[Math.floor(random() * items.length)] as (typeof items)[number],
    chance: (share) => random() < share,
  };
}

export interface HistoryShape {
  /** How many groupings count each call. */
  readonly groupings: number;
  /** Whether some calls arrive hours late, after their incidents were closed. */
  readonly isVeryLate: boolean;
}

/** A history of a few hours: people who sweep alone, together and from shared addresses; events late and repeated. */
export function randomHistory(seed: number, shape: HistoryShape): RandomHistory {
  const dice = diceOf(seed);
  const groupBy = groupingsOf(shape.groupings, dice);
  const windowSeconds = dice.oneOf([10, 30, 120]);
  const thresholds = {
    windowSeconds,
    windowing: dice.oneOf([...WINDOWINGS, 'sliding' as const]),
    minRegions: 3,
    minCalls: dice.oneOf([3, 4]),
  };
  const renotifyMinutes = dice.oneOf([60, 60, 20, 0]);
  const calls = episodes(dice, { windowSeconds, renotifyMinutes }).map((call) =>
    callBy(call.person, call, groupBy),
  );
  return {
    settings: settingsOf({ ...thresholds, groupBy }),
    renotifyMinutes,
    notifyFrom: dice.oneOf(['low', 'low', 'medium', 'high']),
    covered: dice.chance(0.3) ? dice.oneOf(PEOPLE).identity : undefined,
    calls,
    arrivals: arrivalsOf(calls, shape.isVeryLate, dice),
  };
}

function groupingsOf(count: number, dice: Dice): readonly GroupBy[] {
  const rest = [...GROUP_BY];
  const chosen = Array.from({ length: count }, () => rest.splice(dice.below(rest.length), 1)[0]);
  return GROUP_BY.filter((grouping) => chosen.includes(grouping));
}

interface EpisodeCall {
  readonly person: Person;
  readonly number: number;
  readonly second: number;
  readonly region: string;
  readonly rule: RuleId;
  readonly isDenied: boolean;
}

/**
 * Bursts, most of which reach the thresholds. Quiet between two bursts is much shorter or much longer than
 * `renotifyMinutes`, so that the ends of windows decide nothing about incidents.
 */
function episodes(
  dice: Dice,
  {
    windowSeconds,
    renotifyMinutes,
  }: { readonly windowSeconds: number; readonly renotifyMinutes: number },
): EpisodeCall[] {
  const calls: EpisodeCall[] = [];
  const slots = [0, 0.05, 0.2, 0.45].flatMap((part) => [part, 2.2 + part, 4.4 + part]);
  const unit = Math.max(renotifyMinutes * 60, 8 * windowSeconds);
  for (let episode = 3 + dice.below(7); episode > 0; episode -= 1) {
    const start = START + Math.round(dice.oneOf(slots) * unit) + dice.below(windowSeconds * 3);
    const rule = dice.chance(0.75) ? RULE_IDS[0] : RULE_IDS[1];
    const first = dice.oneOf(PEOPLE);
    // Alone, or by turns with others.
    const people = dice.chance(0.6) ? [first] : [first, dice.oneOf(PEOPLE), dice.oneOf(PEOPLE)];
    const size = 3 + dice.below(8);
    const span = windowSeconds * dice.oneOf([0.3, 0.8, 2]);
    const deniedShare = dice.oneOf([0, 0, 0.3, 1]);
    for (let index = 0; index < size; index += 1) {
      calls.push({
        person: dice.oneOf(people),
        number: calls.length + 1,
        second: start + Math.floor((index * span) / size),
        region: `region-${dice.chance(0.8) ? index : dice.below(4)}`,
        rule: rule ?? 'describe-instances',
        isDenied: dice.chance(deniedShare),
      });
    }
  }
  return calls;
}

/** CloudTrail delivers after minutes, some regions later than others, some events twice, and a few very late. */
function arrivalsOf(calls: readonly KnownCall[], isVeryLate: boolean, dice: Dice): Arrival[] {
  const regionLag = Array.from({ length: 12 }, () => 60 + dice.below(120));
  const deliveries = calls.flatMap((known) => {
    const { call } = known;
    const lag = (regionLag[Number(call.region.slice('region-'.length))] ?? 90) + dice.below(240);
    const late = isVeryLate && dice.chance(0.1) ? 1800 * (1 + dice.below(12)) : 0;
    const at = (call.second + lag + late) * 1000;
    return dice.chance(0.2)
      ? [
          { at, known },
          { at: at + dice.below(900_000), known },
        ]
      : [{ at, known }];
  });
  const ordered = deliveries.sort((a, b) => a.at - b.at);
  const arrivals: Arrival[] = [];
  for (let next = 0; next < ordered.length; ) {
    const batch = ordered.slice(next, next + 1 + dice.below(10));
    next += batch.length;
    // A queue waits a few seconds for more, not minutes.
    const { at } = batch[0] as (typeof batch)[number];
    const together = batch.filter((delivery) => delivery.at < at + 5000);
    next -= batch.length - together.length;
    arrivals.push({ at, calls: together.map(({ known }) => known) });
  }
  return arrivals;
}
