import { type Incident, leadOf, type WatchedLine } from '../detection/incident/incident';
import { parseEventTime, spanInWords } from '../detection/time';

const MAX_NAMES = 4;

/** The calls after a sweep that add to the score. */
export interface Aftermath {
  /** Their names, those that add most first. No caller chooses them. */
  readonly names: readonly string[];
  /** Whether all of them failed. */
  readonly isFailed: boolean;
  /** Time of the first one, ISO 8601. */
  readonly time: string;
  /** From the sweep to the first one, for example `3 h`. */
  readonly gap: string;
}

/**
 * What followed the sweep that messages describe: the calls that succeeded, else those that failed where nothing but
 * watched calls opened the incident.
 */
export function aftermathOf(incident: Incident): Aftermath | undefined {
  const { firstCall } = leadOf(incident).evidence;
  const counted = namesThatCount(incident);
  const lines = incident.timeline.filter(
    (line): line is WatchedLine =>
      line.kind === 'watched' && line.until >= firstCall && counted.includes(line.eventName),
  );
  const done = lines.filter(({ errorCode }) => errorCode === undefined);
  if (done.length > 0) {
    return describe(incident, done, counted);
  }
  return isWithoutSweep(incident) && lines.length > 0
    ? describe(incident, lines, counted)
    : undefined;
}

/** Whether watched calls alone opened the incident. Its findings are then those of the incident that it follows. */
export function isWithoutSweep({ follows, totals }: Incident): boolean {
  return follows !== undefined && totals.sweeps === 0;
}

/** For example `RunInstances, CreateUser and CreateAccessKey`. */
export function namesInWords({ names }: Aftermath): string {
  const shown = names.slice(0, MAX_NAMES);
  const last = names.length > MAX_NAMES ? 'others' : shown.pop();
  return [...(shown.length === 0 ? [] : [shown.join(', ')]), last].join(' and ');
}

/** The names in the sentences about watched calls. A call that adds nothing is in none of them. */
function namesThatCount({ reasons }: Incident): readonly string[] {
  return reasons
    .filter(({ id, points }) => id.startsWith('watched-') && points > 0)
    .flatMap(({ sentence }) => sentence.split(/\W+/));
}

function describe(
  incident: Incident,
  lines: readonly WatchedLine[],
  order: readonly string[],
): Aftermath {
  const names = new Set(lines.map(({ eventName }) => eventName));
  const [{ time, errorCode }] = lines as readonly [WatchedLine, ...WatchedLine[]];
  const sweepEnd = parseEventTime(leadOf(incident).evidence.lastCall) ?? 0;
  return {
    names: [...new Set(order)].filter((name) => names.has(name)),
    isFailed: errorCode !== undefined,
    time,
    gap: spanInWords(Math.max(0, (parseEventTime(time) ?? 0) - sweepEnd)),
  };
}
