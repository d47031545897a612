import type { JsonObject } from '../../detection/json';
import { cleanText } from '../../detection/text';

/** What people keep near their trail and take for it. */
interface Stranger {
  readonly name: string;
  /** How to give us the records, if this source has them. */
  readonly instead?: string;
  readonly looksLike: (object: JsonObject) => boolean;
}

const has =
  (...names: readonly string[]) =>
  (object: JsonObject): boolean =>
    names.every((name) => Object.hasOwn(object, name));

const STRANGERS: readonly Stranger[] = [
  {
    name: 'an Elastic document without event.original',
    instead:
      'Keep the original event (preserve_original_event) and export it again, or read the log files.',
    looksLike: (object) => has('@timestamp', 'event')(object) || has('ecs')(object),
  },
  {
    name: 'a search result without its source',
    instead: 'Export the documents with _source.',
    looksLike: has('_index', '_id'),
  },
  {
    name: 'a CloudTrail record without eventName or eventSource',
    instead: 'Export whole records.',
    looksLike: (object) => has('eventTime')(object) || has('userIdentity')(object),
  },
  {
    name: 'a GuardDuty finding',
    looksLike: (object) => has('Service', 'Severity')(object) || has('service', 'severity')(object),
  },
  {
    name: 'a Security Hub finding',
    looksLike: (object) => has('ProductArn')(object) || has('Findings')(object),
  },
  {
    name: 'a configuration of AWS Config',
    looksLike: (object) =>
      has('configurationItems')(object) ||
      has('configurationItem')(object) ||
      has('configurationItemStatus')(object),
  },
  {
    name: 'a VPC flow log',
    looksLike: (object) => has('srcaddr', 'dstaddr')(object) || has('srcAddr', 'dstAddr')(object),
  },
];

const MAX_NAMES = 5;
const MAX_NAME_BYTES = 30;

/** What an object looks like that is in no format, and how to give us the records. */
export function strangerMessage(object: JsonObject): string {
  const stranger = STRANGERS.find(({ looksLike }) => looksLike(object));
  if (stranger !== undefined) {
    const instead = stranger.instead ?? 'Give RegionSweep the log files of CloudTrail instead.';
    return `This looks like ${stranger.name}. ${instead}`;
  }
  const names = Object.keys(object);
  const shown = names
    .slice(0, MAX_NAMES)
    .map((name) => `"${cleanText(name, MAX_NAME_BYTES)}"`)
    .join(', ');
  const members = names.length === 0 ? 'no members' : `the members ${shown}`;
  return `This object is no CloudTrail record, and in no format that RegionSweep reads; it has ${members}${names.length > MAX_NAMES ? ' …' : ''}. docs/cli.md lists the formats.`;
}
