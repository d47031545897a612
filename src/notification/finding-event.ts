import type { FindingChange } from '../detection/notification';

/** The `source` of events about findings. It cannot be mistaken for one of AWS, which begin with `aws.`. */
export const FINDING_EVENT_SOURCE = 'regionsweep';

const DETAIL_TYPES = {
  opened: 'FindingOpened',
  escalated: 'FindingEscalated',
  closed: 'FindingClosed',
} as const satisfies Record<FindingChange['kind'], string>;

/** An entry of `PutEvents`; the name of the bus is for who sends it to add. */
export interface FindingEvent {
  readonly Source: typeof FINDING_EVENT_SOURCE;
  readonly DetailType: (typeof DETAIL_TYPES)[FindingChange['kind']];
  /** The finding as JSON, as `schemas/finding.schema.json` has it. */
  readonly Detail: string;
}

/**
 * The notification for those who correlate further: a rule matches `source` and `detail-type`, and what it likes of the
 * finding in `detail`. EventBridge takes entries of up to 256 KB; a finding is below 64 KB whatever the caller sends,
 * because the core bounds each of its texts and lists.
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
