import { createHash } from 'node:crypto';
import { type ParseOptions, parseCall } from '../../src/detection/cloudtrail/parse-call';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Call, GroupBy, Thresholds, Windowing } from '../../src/detection/model';
import { contains, distinctCalls, qualifyingIntervals } from '../../src/detection/window';
import type { TrailFile } from '../../tools/samples/delivery';

/** What the detector says of one sweep, in the words of `ExpectedSweep`. */
export interface FoundSweep {
  readonly ruleId: string;
  readonly principalKey: string;
  readonly regions: number;
  readonly calls: number;
  readonly firstCall: number;
  readonly lastCall: number;
}

/** The calls in the files, in order of delivery, redeliveries included. */
export function callsIn(files: readonly TrailFile[], groupBy: GroupBy = 'arn'): Call[] {
  const options = parseOptions(groupBy);
  return files
    .flatMap((file) => [...unwrap({ Records: file.records })])
    .flatMap((unwrapped) => {
      const outcome = parseCall(unwrapped, options);
      return outcome.kind === 'call' ? [outcome.call] : [];
    });
}

/** Every sweep in the calls, by time of the first call. */
export function sweepsIn(calls: readonly Call[], windowing: Windowing): FoundSweep[] {
  const thresholds = thresholdsOf(windowing);
  return groupsOf(calls)
    .flatMap((group) =>
      qualifyingIntervals(group, thresholds).map((interval) => {
        const [first] = group;
        const members = distinctCalls(group).filter((call) => contains(interval, call.second));
        return {
          ruleId: String(first?.ruleId),
          principalKey: String(first?.principal.key),
          regions: new Set(members.map((call) => call.region)).size,
          calls: members.length,
          firstCall: Math.min(...members.map((call) => call.second)),
          lastCall: Math.max(...members.map((call) => call.second)),
        };
      }),
    )
    .sort((a, b) => a.firstCall - b.firstCall);
}

function groupsOf(calls: readonly Call[]): Call[][] {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const name = `${call.ruleId} ${call.principal.key}`;
    groups.set(name, [...(groups.get(name) ?? []), call]);
  }
  return [...groups.values()];
}

export function parseOptions(groupBy: GroupBy): ParseOptions {
  const settings = { ...thresholdsOf('sliding'), enabled: true, groupBy };
  return {
    settings: { 'describe-instances': settings, 'get-service-quota': settings },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

function thresholdsOf(windowing: Windowing): Thresholds {
  return { windowSeconds: 30, windowing, minRegions: 10, minCalls: 10 };
}
