import { Logger } from '@aws-lambda-powertools/logger';
import { SNSClient } from '@aws-sdk/client-sns';
import { createHandler } from '../../lambda/detector/create-handler';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { createDetector } from '../../src/engine/detector';
import type { Clock } from '../../src/ports/clock';
import { TOPIC_ARNS } from '../faults/inbox';
import { LIMITS, RULE_SEVERITY } from '../support/detection';
import { LATE_EVENT_HOURS, type StateTable } from '../support/state-table';

export interface FleetParts {
  readonly size: number;
  readonly table: StateTable;
  readonly snsEndpoint: string;
  readonly clock: Clock;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
}

/** Handlers of the detector as Lambda runs them: each with its own connections and memory. */
export interface Fleet {
  /**
   * Gives each handler its share of the events, one after another, while all handlers run at once.
   *
   * @returns what must be delivered again.
   */
  invoke(events: readonly unknown[]): Promise<unknown[]>;
  /** The number of delivered calls, repetitions included. */
  readonly deliveries: number;
  /** The calls that the handlers regarded as redeliveries. */
  readonly redeliveries: number;
  /** The names of the errors that made a redelivery necessary. */
  readonly errors: readonly string[];
  /** Ends the connections to SNS. */
  close(): void;
}

/** Composes the handlers as `lambda/detector/compose.ts` does. */
export function createFleet({ size, table, snsEndpoint, clock, settings }: FleetParts): Fleet {
  const counts = { deliveries: 0, redeliveries: 0 };
  const errors: string[] = [];
  const publishers: SNSClient[] = [];
  const handlers = Array.from({ length: size }, () => {
    const client = new SNSClient({
      endpoint: snsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    publishers.push(client);
    return createHandler({
      detector: createDetector({
        store: table.connect()(LIMITS, clock),
        notifier: createSnsNotifier({
          client,
          topicArns: TOPIC_ARNS,
        }),
        clock,
        digest: sha256Digest,
        settings,
        severity: RULE_SEVERITY,
        lateEventHours: LATE_EVENT_HOURS,
        renotifyMinutes: 0,
        notifyFrom: 'low',
      }),
      parseOptions: { settings, digest: sha256Digest },
      logger: new Logger({ logLevel: 'SILENT' }),
      metrics: {
        record({ calls, outcome }) {
          counts.deliveries += calls.length;
          counts.redeliveries += outcome.redeliveries;
          errors.push(...outcome.failures.map(({ error }) => (error as Error).name));
        },
      },
    });
  });
  return {
    async invoke(events) {
      const again = await Promise.all(
        handlers.map(async (handler, index) => {
          const failed: unknown[] = [];
          for (const event of events.filter((_, position) => position % size === index)) {
            await handler(event).catch(() => failed.push(event));
          }
          return failed;
        }),
      );
      return again.flat();
    },
    get deliveries() {
      return counts.deliveries;
    },
    get redeliveries() {
      return counts.redeliveries;
    },
    errors,
    close() {
      for (const client of publishers) {
        client.destroy();
      }
    },
  };
}
