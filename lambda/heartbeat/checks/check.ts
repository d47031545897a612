import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metric } from '../../../src/metrics/metric-catalog';
import type { MetricPoint } from '../../shared/write-metrics';

/** A part of the hourly check. */
export interface Check {
  /** Receives the number of problems. */
  readonly metric: Metric;
  /** @returns a sentence or two for each problem: what is wrong, and what to do. */
  readonly findProblems: () => Promise<readonly string[]>;
}

/** How many problems of a check to log. A StackSet can have hundreds of accounts. */
const MAX_LOGGED = 20;

/** Runs checks and logs the problems. A check that fails counts as a problem, so that it never looks healthy. */
export async function runChecks(
  checks: readonly Check[],
  logger: Logger,
): Promise<readonly MetricPoint[]> {
  return Promise.all(
    checks.map(async ({ metric, findProblems }) => {
      try {
        const problems = await findProblems();
        for (const problem of problems.slice(0, MAX_LOGGED)) {
          logger.error('Hourly check found a problem', {
            check: metric.name,
            problem,
            count: problems.length,
          });
        }
        return { metric, value: problems.length };
      } catch (error) {
        logger.error('Hourly check failed', { check: metric.name, error: error as Error });
        return { metric, value: 1 };
      }
    }),
  );
}
