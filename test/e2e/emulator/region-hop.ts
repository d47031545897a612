import { PutTargetsCommand, RemoveTargetsCommand, type Target } from '@aws-sdk/client-eventbridge';
import type { Clients } from './clients';
import type { DeployedRule } from './deployed-rules';
import type { EventCarrier } from './event-carrier';
import { createQueue } from './sqs-subscriber';

const TARGET_ID = 'hop';

/** An EventBridge event, as a target gets it. */
interface DeliveredEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: string[];
  readonly detail: unknown;
}

/**
 * Carries events from the rules of another region to their target buses, because a bus target of the emulator stays
 * within its region. A queue next to the bus receives the same events; this takes them to the bus.
 */
export interface RegionHop {
  /** @returns the number of carried events. */
  carry(): Promise<number>;
  end(): Promise<void>;
}

export async function bridgeRegion(
  clients: Clients,
  carrier: EventCarrier,
  { region, name, bus, targets }: DeployedRule,
): Promise<RegionHop> {
  const client = clients.events(region);
  const queue = await createQueue(clients.sqs(region), `hop-${name}`.slice(0, 80));
  const rule = { Rule: name, EventBusName: bus };
  await client.send(
    new PutTargetsCommand({ ...rule, Targets: [{ Id: TARGET_ID, Arn: queue.arn }] }),
  );
  return {
    async carry() {
      const events = (await queue.receive()).map(({ Body = '' }) => JSON.parse(Body));
      for (const target of targets) {
        await carrier.put(
          regionOf(target),
          events.map((event: DeliveredEvent) => ({
            EventBusName: target.Arn,
            Source: event.source,
            DetailType: event['detail-type'],
            Resources: event.resources,
            Detail: JSON.stringify(event.detail),
          })),
        );
      }
      return events.length;
    },
    async end() {
      await client.send(new RemoveTargetsCommand({ ...rule, Ids: [TARGET_ID] }));
      await queue.remove();
    },
  };
}

function regionOf({ Arn = '' }: Target): string {
  return Arn.split(':')[3] ?? '';
}
