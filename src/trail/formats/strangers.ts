import type { JsonObject } from '../../detection/json';
import { cleanText } from '../../detection/text';

/** What people keep next to their CloudTrail records, and mistake for them. */
interface Stranger {
  readonly name: string;
  /** How to get the records from this source, if it has them. */
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
      'Turn on "Preserve original event" in the integration and export again, or pass the CloudTrail log files.',
    looksLike: (object) => has('@timestamp', 'event')(object) || has('ecs')(object),
  },
  {
    name: 'a search result without its source',
    instead: 'Export the documents again, with _source.',
    looksLike: has('_index', '_id'),
  },
  {
    name: 'a CloudTrail record without eventName or eventSource',
    instead: 'Export whole records again.',
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

/** What an object of no known format looks like, and how to pass the records instead. */
export function strangerMessage(object: JsonObject): string {
  const stranger = STRANGERS.find(({ looksLike }) => looksLike(object));
  if (stranger !== undefined) {
    const instead = stranger.instead ?? 'Leave it out, and pass the CloudTrail log files.';
    return `This looks like ${stranger.name}. ${instead}`;
  }
  const names = Object.keys(object);
  const shown = names.slice(0, MAX_NAMES).map((name) => `"${cleanText(name, MAX_NAME_BYTES)}"`);
  const more = names.length - shown.length;
  const members = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `This object is neither a CloudTrail record nor in a format that docs/cli.md lists; ${names.length === 0 ? 'it is empty' : `its members are ${members}`}. Export the records again in one of these formats, or leave the file out.`;
}
