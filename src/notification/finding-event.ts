import type { FindingChange } from '../detection/notification';

/** The `source` of events about findings. Sources of AWS begin with `aws.`. */
export const FINDING_EVENT_SOURCE = 'regionsweep';

const DETAIL_TYPES = {
  opened: 'FindingOpened',
  escalated: 'FindingEscalated',
  closed: 'FindingClosed',
} as const satisfies Record<FindingChange['kind'], string>;

/** An entry of `PutEvents`; the sender adds the name of the bus. */
export interface FindingEvent {
  readonly Source: typeof FINDING_EVENT_SOURCE;
  readonly DetailType: (typeof DETAIL_TYPES)[FindingChange['kind']];
  /** The finding as JSON; see `schemas/finding.schema.json`. */
  readonly Detail: string;
}

/**
 * The notification as an event, for further correlation: a rule matches `source`, `detail-type` and any field of the
 * finding in `detail`. EventBridge accepts entries of up to 256 KB. A finding is smaller than 64 KB whatever the caller
 * sends, because the core bounds each of its texts and lists.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function findingEvent({
  kind,
  finding,
}: Pick<FindingChange, 'kind' | 'finding'>): FindingEvent {
  return {
    Source: FINDING_EVENT_SOURCE,
    DetailType: DETAIL_TYPES[kind],
    Detail: JSON.stringify(finding),
  };
}
