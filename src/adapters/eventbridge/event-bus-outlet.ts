import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { incidentEvent } from '../../notification/incident-event';
import type { IncidentOutlet } from '../../ports/incident-outlet';

/** Puts an event on a bus for each change of an incident, and rejects if the bus does not accept it. */
export function createEventBusOutlet(client: EventBridgeClient, busName: string): IncidentOutlet {
  return {
    async deliver(notification) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: [{ EventBusName: busName, ...incidentEvent(notification) }],
        }),
      );
      const [entry] = Entries;
      // The request succeeds even if its entries do not.
      if (entry?.ErrorCode !== undefined) {
        throw new Error(
          `The bus ${busName} did not accept the event about ${notification.incident.id}: ${entry.ErrorCode} ${entry.ErrorMessage}`,
        );
      }
    },
  };
}
