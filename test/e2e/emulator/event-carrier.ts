import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { JsonObject } from '../../../src/detection/json';
import type { Clients } from './clients';
import { HOME_REGION, HUB_BUS } from './world';

/** Marks events that AWS itself would put, as in `scripts/start_ministack.py`. The emulator refuses `aws.` from others. */
const CARRIER = 'regionsweep-e2e';

/** What PutEvents takes at a time. */
const MAX_ENTRIES = 10;

/** What CloudTrail and EventBridge write around a record. */
export interface Envelope {
  /** @default by the `eventSource` of the record, as AWS does */
  readonly source?: string;
  /** @default AWS API Call via CloudTrail */
  readonly detailType?: string;
}

/** Carries CloudTrail records to event buses, which the emulator does not do itself. */
export interface EventCarrier {
  /** To where the hub gets them: the default bus of its own region, or the hub bus as from a forwarder. */
  toHub(records: readonly JsonObject[], envelope?: Envelope): Promise<void>;
  /** To the default bus of the region of the call, where a forwarder finds it. */
  toRegion(record: JsonObject): Promise<void>;
  /** @throws Error when one is refused. */
  put(region: string, entries: readonly PutEventsRequestEntry[]): Promise<void>;
}

export function eventCarrier(clients: Clients): EventCarrier {
  async function put(region: string, entries: readonly PutEventsRequestEntry[]): Promise<void> {
    const client = clients.events(region);
    for (let start = 0; start < entries.length; start += MAX_ENTRIES) {
      const Entries = entries
        .slice(start, start + MAX_ENTRIES)
        .map((entry) => ({ ...entry, TraceHeader: CARRIER }));
      const answer = await client.send(new PutEventsCommand({ Entries }));
      if (answer.FailedEntryCount !== 0) {
        throw new Error(`PutEvents in ${region} refused events: ${JSON.stringify(answer.Entries)}`);
      }
    }
  }
  return {
    put,
    async toHub(records, envelope) {
      const entries = records.map((record) => entryOf(record, hubBusFor(record), envelope));
      await put(HOME_REGION, entries);
    },
    async toRegion(record) {
      await put(String(record['awsRegion']), [entryOf(record, 'default')]);
    },
  };
}

function hubBusFor(record: JsonObject): string {
  return record['awsRegion'] === HOME_REGION ? 'default' : HUB_BUS;
}

function entryOf(record: JsonObject, bus: string, envelope: Envelope = {}): PutEventsRequestEntry {
  const service = String(record['eventSource']).split('.')[0];
  return {
    EventBusName: bus,
    Source: envelope.source ?? `aws.${service}`,
    DetailType: envelope.detailType ?? 'AWS API Call via CloudTrail',
    Detail: JSON.stringify(record),
  };
}
