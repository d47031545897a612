import type { Delivery } from '../scenario';
import type { IngestionParts, IngestionPath } from './ingestion';
import { PLATFORM } from './settings';

/** EventBridge invokes the function with each event. After three failures, the event goes to the dead-letter queue. */
export function directIngestion({ timeline, lambda }: IngestionParts): IngestionPath {
  const triedAgain: Delivery[] = [];
  let deadLetters: Delivery[] = [];

  function attempt(delivery: Delivery, earlier: number): Promise<void> {
    return lambda.invoke(delivery.event, (outcome) => {
      if (outcome.kind === 'returned') {
        return;
      }
      const delay = PLATFORM.retryDelaysMs[earlier];
      if (delay === undefined) {
        deadLetters.push(delivery);
        return;
      }
      timeline.at(timeline.now + delay, () => {
        triedAgain.push(delivery);
        return attempt(delivery, earlier + 1);
      });
    });
  }

  return {
    deliver: (delivery) => timeline.at(timeline.now, () => attempt(delivery, 0)),
    triedAgain,
    takeDeadLetters() {
      const taken = deadLetters;
      deadLetters = [];
      return taken;
    },
  };
}
