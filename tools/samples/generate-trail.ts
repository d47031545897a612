import { startOfDay } from './clock';
import { deliver, type TrailFile } from './delivery';
import { buildDigestFile, type DigestFile } from './digest-file';
import { hashText, Random } from './random';
import { type ExpectedSweep, expectedSweepOf } from './scenario';
import { SCENARIOS } from './scenarios/all';

export interface GenerateTrailOptions {
  /** The same seed gives the same trail. @default 20260317 */
  readonly seed?: number;
  /** The day of the calls, UTC. @default '2026-03-17' */
  readonly day?: string;
  /** How much ordinary traffic there is, as a multiple of the sample trail's. @default 1 */
  readonly trafficFactor?: number;
}

export interface GeneratedTrail {
  /** The log files, by path. */
  readonly files: readonly TrailFile[];
  readonly digest: DigestFile;
  /** The sweeps that a detector must find in them, and no others, by time of the first call. */
  readonly expected: readonly ExpectedSweep[];
}

/** A day of CloudTrail records of two accounts, with the sweeps that a detector must find in them. */
export function generateTrail({
  seed = 20260317,
  day = '2026-03-17',
  trafficFactor = 1,
}: GenerateTrailOptions = {}): GeneratedTrail {
  const randomOf = (name: string) => new Random(hashText(`${seed} ${name}`));
  const dayStart = startOfDay(day);
  const played = SCENARIOS.map((scenario) => {
    const entries = scenario.play({ dayStart, random: randomOf(scenario.name), trafficFactor });
    return { entries, expected: expectedSweepOf(scenario, entries) };
  });
  const files = deliver(
    played.flatMap(({ entries }) => entries),
    randomOf('delivery'),
  );
  return {
    files,
    digest: buildDigestFile(files, dayStart),
    expected: played
      .flatMap(({ expected }) => expected)
      .sort((a, b) => (a.firstCall < b.firstCall ? -1 : 1)),
  };
}
