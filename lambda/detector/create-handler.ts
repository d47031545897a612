import type { Logger } from '@aws-lambda-powertools/logger';
import { type RecordTally, takeCalls } from '../../src/detection/cloudtrail/intake';
import { isObject } from '../../src/detection/cloudtrail/json';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import { cleanText } from '../../src/detection/text';
import type { Detector } from '../../src/engine/detector';

export interface HandlerParts {
  readonly detector: Detector;
  readonly parseOptions: ParseOptions;
  readonly logger: Logger;
}

/** What one invocation did. Lambda drops it; local runs and tests read it. */
export interface HandlerResult extends RecordTally {
  /** Ids of the findings published. */
  readonly published: readonly string[];
}

const MAX_LOGGED_BYTES = 64;

/**
 * The Lambda handler for EventBridge events that hold a CloudTrail record. A record that cannot be used is logged
 * and counted; trying it again would change nothing. A failure of DynamoDB or SNS is thrown, so that Lambda tries
 * again and in the end puts the event into the dead-letter queue.
 */
export function createHandler({
  detector,
  parseOptions,
  logger,
}: HandlerParts): (event: unknown) => Promise<HandlerResult> {
  return async (event) => {
    const { calls, tally } = takeCalls(unwrap(event), parseOptions);
    for (const [reason, count] of Object.entries({ ...tally.ignored, ...tally.rejected })) {
      logger.warn('Record not used', { reason, count, envelopeId: envelopeIdOf(event) });
    }
    try {
      const findings = await detector.detect(calls);
      for (const { id, rule, principal, evidence } of findings) {
        logger.info('Finding published', {
          findingId: id,
          ruleId: rule.id,
          severity: rule.severity,
          principal: principal.key,
          regionCount: evidence.regionCount,
          callCount: evidence.callCount,
        });
      }
      return { ...tally, published: findings.map(({ id }) => id) };
    } catch (error) {
      logger.error('Calls not handled; Lambda tries them again', {
        eventIds: calls.map(({ eventId }) => eventId),
        error: error as Error,
      });
      throw error;
    }
  };
}

/** `id` of the EventBridge envelope, by which the event is found in other logs. */
function envelopeIdOf(event: unknown): string | undefined {
  const id = isObject(event) ? event['id'] : undefined;
  return typeof id === 'string' ? cleanText(id, MAX_LOGGED_BYTES) : undefined;
}
