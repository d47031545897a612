import { type Check, checkOf, type Problem } from './check';
import { ARRIVAL_HOURS, type Facts, type TestCallFacts } from './facts';
import { partition } from './look';

const MS_PER_HOUR = 3_600_000;

const WHY =
  'Only a call that was counted proves the whole path: trail, forwarder rule, hop to the hub bus, hub rule, detector; or trail, S3 bucket, queue, trail reader.';

/** Has the detector counted calls from every region? A count from a region other than the hub's answers whether hops work. */
export function judgeArrival(facts: Facts): Check {
  const { calls, monitoredRegions, stack, hasHeartbeat, at, region: hub, trailPath } = facts;
  const looks = { regions: partition([monitoredRegions]), counts: partition([calls]) };
  const [counts] = looks.counts.values;
  const regions = counts === undefined ? [] : looks.regions.values.flat();
  const silent = regions.filter((region) => !counts?.get(region));
  const further = regions.filter((region) => region !== hub && !silent.includes(region));
  const age =
    stack.kind === 'seen' && stack.value ? at.getTime() - stack.value.createdAt.getTime() : 0;
  const isExpected = hasHeartbeat.kind === 'seen' && hasHeartbeat.value;
  const isTooEarly = age < ARRIVAL_HOURS * MS_PER_HOUR;
  const [first] = further;
  return checkOf('arrival', {
    looked: `the calls that the detector counted in the last ${ARRIVAL_HOURS} h, by region`,
    why: WHY,
    fine: [
      `RegionSweep has counted calls from all ${regions.length} regions. ${arrivalText(first, hub, trailPath.kind === 'seen' && trailPath.value !== undefined)}`,
    ],
    problems: isExpected && !isTooEarly ? silent.map(silentProblem) : [],
    undecided:
      silent.length > 0 && (!isExpected || isTooEarly) ? [notYet(silent, further, isExpected)] : [],
    unseen: [...looks.regions.unseen, ...looks.counts.unseen, ...partition([hasHeartbeat]).unseen],
  });
}

/** Has the detector counted the test calls? */
export function judgeTestCalls(testCalls: readonly TestCallFacts[]): Check {
  return checkOf('test-calls', {
    looked: testCalls
      .map(({ operation, region, madeAt }) => `${operation} in ${region} at ${timeText(madeAt)}`)
      .join(', '),
    why: `${WHY} Another call of the same rule and region in the same minutes would be counted too.`,
    fine: testCalls.map(
      ({ operation, region, waitedSeconds }) =>
        `The detector counted ${operation} from ${region} within ${durationText(waitedSeconds)}.`,
    ),
    problems: testCalls.flatMap(({ operation, region, waitedSeconds, wasCounted }) =>
      wasCounted.kind === 'seen' && !wasCounted.value
        ? [
            {
              found: `The detector did not count ${operation} from ${region} within ${durationText(waitedSeconds)}.`,
              fix: 'If all other checks are ok, the hub bus may not match read-only events: open an issue with the output of --format json. Otherwise fix what they name, then run doctor --test-calls again.',
            },
          ]
        : [],
    ),
    undecided:
      testCalls.length === 0
        ? [
            {
              found: 'doctor made no test call: it does not know another region of the hub.',
              fix: 'Fix what the checks above name, then run doctor --test-calls again.',
            },
          ]
        : [],
    unseen: partition(testCalls.map(({ wasCounted }) => wasCounted)).unseen,
  });
}

function arrivalText(further: string | undefined, hub: string, readsTrail: boolean): string {
  if (readsTrail) {
    return 'Each arrived as an event or in a trail file.';
  }
  return `Events from ${further ?? hub} reached the detector ${further === undefined ? 'in its own region' : 'by way of the hub bus'}.`;
}

function silentProblem(region: string): Problem {
  return {
    found: `The detector has counted no call from ${region}, although the heartbeat calls it every 15 min.`,
    fix: 'Fix what the checks above name. Then run: npm run --silent regionsweep -- doctor --test-calls',
  };
}

function notYet(
  silent: readonly string[],
  further: readonly string[],
  isExpected: boolean,
): Problem {
  const arrived =
    further.length > 0 ? ` Calls from ${further.length} other regions have arrived.` : '';
  const reason = isExpected
    ? `the stack is younger than ${ARRIVAL_HOURS} h`
    : 'without a heartbeat, nobody may have made one';
  return {
    found: `No call from ${silent.length} regions has arrived yet: ${reason}.${arrived}`,
    fix: 'npm run --silent regionsweep -- doctor --test-calls',
  };
}

function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function durationText(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
