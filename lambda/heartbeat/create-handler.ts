import type { Logger } from '@aws-lambda-powertools/logger';
import { isObject, textOf } from '../../src/detection/json';
import type { Probe } from '../../src/detection/rules/rule';
import { METRICS } from '../../src/metrics/metric-catalog';
import type { Clock } from '../../src/ports/clock';
import { type MetricPoint, writeMetrics } from '../shared/write-metrics';
import { type Check, runChecks } from './checks/check';
import type { ProbedRule } from './env';
import type { ProbeCall } from './probe-calls';

export interface HeartbeatParts {
  readonly regions: readonly string[];
  readonly probedRules: readonly ProbedRule[];
  /** Whether EventBridge brings the calls of every region, so that those that do not arrive are missed. */
  readonly expectsCalls: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probeCalls: Readonly<Record<Probe, ProbeCall>>;
  readonly checks: readonly Check[];
}

/** Minutes from one heartbeat of a region to the next. */
const ROUND_MINUTES = 15;

/**
 * The Lambda handler, which runs every minute. It makes the probes of a fifteenth of the regions, so that the heartbeat
 * is no sweep to any other tool, and in the first minute of an hour it also makes the hourly check.
 */
export function createHandler(parts: HeartbeatParts): (event: unknown) => Promise<void> {
  const { regions, probedRules, expectsCalls, clock, logger } = parts;

  /** @returns a zero for an answered probe: if no call follows, the calls of the rule do not arrive from there. */
  async function probe(rule: ProbedRule, region: string): Promise<MetricPoint | undefined> {
    const details = { region, probe: rule.probe };
    try {
      const errorName = await parts.probeCalls[rule.probe](region);
      if (errorName !== undefined) {
        logger.warn('Heartbeat answered with an error', { ...details, errorName });
      }
      return { metric: METRICS.calls, value: 0, dimensions: { ruleId: rule.id, region } };
    } catch (error) {
      logger.error('Heartbeat not answered', { ...details, error: error as Error });
      return undefined;
    }
  }

  return async (event) => {
    const minute = Math.floor(scheduledTime(event, clock) / 60_000);
    const due = regions.filter((_, index) => index % ROUND_MINUTES === minute % ROUND_MINUTES);
    const probes = due.flatMap((region) => probedRules.map((rule) => ({ rule, region })));
    const points = await Promise.all(
      probes.map(async ({ rule, region }) => ({ region, point: await probe(rule, region) })),
    );
    if (expectsCalls) {
      writeMetrics(points.flatMap(({ point }) => point ?? []));
    }
    if (minute % 60 === 0) {
      const problems = await runChecks(parts.checks, logger);
      writeMetrics([{ metric: METRICS.syntheticFindings, value: 0 }, ...problems]);
    }
    const unanswered = points.filter(({ point }) => point === undefined);
    if (unanswered.length > 0) {
      const names = [...new Set(unanswered.map(({ region }) => region))].join(', ');
      throw new Error(
        `AWS did not answer the heartbeat in ${names}. The next heartbeat there follows in ${ROUND_MINUTES} min.`,
      );
    }
  };
}

/** The minute for which EventBridge scheduled the event, in milliseconds. The function may run somewhat later. */
function scheduledTime(event: unknown, clock: Clock): number {
  const time = isObject(event) ? textOf(event, 'time') : undefined;
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? clock() : milliseconds;
}
