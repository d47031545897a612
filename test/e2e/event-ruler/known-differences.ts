import type { JsonObject } from '../../../src/detection/json';
import type { CandidateEvent } from './cloudtrail-event';

/** Events of a kind that AWS does not write, on which the two disagree; and why that is left so. */
export interface KnownDifference {
  readonly what: string;
  readonly reason: string;
  /** Events of the kind, made from ordinary ones. */
  readonly eventsFrom: (event: JsonObject) => CandidateEvent[];
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    what: 'a member twice in one object',
    reason:
      'Event Ruler goes by both, JSON.parse keeps the last. Only a JSON parser of our own would see the first; AWS writes each once.',
    eventsFrom: (event) => [
      {
        what: 'another eventName after it',
        text: JSON.stringify(event).replace(/\}\}$/, ',"eventName":"DescribeRegions"}}'),
      },
      {
        what: 'another eventSource after it',
        text: JSON.stringify(event).replace(/\}\}$/, ',"eventSource":"s3.amazonaws.com"}}'),
      },
      {
        what: 'another source after it',
        text: JSON.stringify(event).replace(/\}$/, ',"source":"aws.s3"}'),
      },
    ],
  },
  {
    what: 'a detail that is a list',
    reason:
      'Event Ruler looks into lists; EventBridge takes no event whose detail is not an object.',
    eventsFrom: (event) => [
      { what: 'of one', text: JSON.stringify({ ...event, detail: [event['detail']] }) },
    ],
  },
  {
    what: 'a name that holds a dot',
    reason:
      'Event Ruler joins names by dots; no member of an event or a record has one in its name.',
    eventsFrom: ({ detail, ...envelope }) => [
      {
        what: 'for all of the detail',
        text: JSON.stringify({
          ...envelope,
          ...Object.fromEntries(
            Object.entries(Object(detail)).map(([name, value]) => [`detail.${name}`, value]),
          ),
        }),
      },
    ],
  },
];
