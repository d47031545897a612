import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { findingEvent } from '../../notification/finding-event';
import type { FindingOutlet } from '../../ports/finding-outlet';

/** Puts an event on a bus for each change of a finding, and rejects if the bus does not accept it. */
export function createEventBusOutlet(client: EventBridgeClient, busName: string): FindingOutlet {
  return {
    async deliver(change) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: [{ EventBusName: busName, ...findingEvent(change) }] }),
      );
      const [entry] = Entries;
      // The request succeeds even if its entries do not.
      if (entry?.ErrorCode !== undefined) {
        throw new Error(
          `The bus ${busName} did not accept the event about ${change.finding.id}: ${entry.ErrorCode} ${entry.ErrorMessage}`,
        );
      }
    },
  };
}
