import type { Finding } from '../../src/detection/finding';
import { deliveriesOf, recordsOfSteps, type Step } from '../support/chains';
import { randomNumbers, shuffled } from '../support/delivery';
import { userNamed } from '../support/people';
import type { ParityOptions } from './watched-calls';

/** Three actors of one identity: no two share a key or a source IP. */
const ACTORS = [
  userNamed('eve', '198.51.100.7', '1'),
  userNamed('eve', '203.0.113.77', '2'),
  userNamed('eve', '192.0.2.41', '3'),
] as const;

const WATCHED = [
  'compute.RunInstances',
  'defence.StopLogging',
  'exfiltration.ModifySnapshotAttribute',
  'login.ConsoleLogin',
  'persistence.CreateUser',
] as const;

const MINUTE = 60;
const RENOTIFY_MINUTES = [0, 10, 60];
/** In hours. */
const LENGTHS = [1, 3, 12, 40];

/** What one identity does, and how it is judged. */
export function randomHistory(seed: number) {
  const random = randomNumbers(seed);
  const oneOf = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const options: ParityOptions = {
    renotifyMinutes: oneOf(RENOTIFY_MINUTES),
    ...(random() < 0.4 && {
      noted: coveredFrom(ACTORS[0].sourceIp, oneOf([[], ['RunInstances']])),
    }),
  };
  // No watched call during a sweep, which the detector finds with the tenth call.
  const minutes = shuffled(
    Array.from({ length: oneOf(LENGTHS) * 60 }, (_, minute) => minute),
    seed,
  );
  // The detector judges the first sweep of an incident again, and the latest five.
  let sweeps = 0;
  const steps = minutes.slice(0, 2 + Math.floor(random() * 10)).map((minute): Step => {
    const by = oneOf(ACTORS);
    const isSweep = random() < 0.35 && sweeps < 5;
    sweeps += isSweep ? 1 : 0;
    return isSweep
      ? { by, at: minute * MINUTE, does: 'sweep' }
      : { by, at: minute * MINUTE + 30, does: oneOf(WATCHED) };
  });
  const deliveries = deliveriesOf(recordsOfSteps(steps)).sort((a, b) => a.second - b.second);
  return { options, steps, deliveries };
}

/** Covers the sweeps from one source IP alone. */
function coveredFrom(sourceIp: string, watchedCalls: readonly string[]) {
  return (finding: Finding): Finding =>
    finding.evidence.sourceIps.every((one) => one === sourceIp)
      ? {
          ...finding,
          allowlist: {
            entryId: 'scanner',
            owner: 'ops',
            ticket: 'OPS-1',
            expires: '2099-01-01',
            watchedCalls,
          },
        }
      : finding;
}
