/** The fields of an allow-list as rows. Types, checks, messages, docs and the JSON Schema follow from them. */
import type { Members, ObjectKind, Refusal, Value, ValueOf } from '../config/config-key';
import { nearest } from '../config/nearest';
import { MAX_REGIONS } from '../detection/bucket';
import { MAX_LISTED } from '../detection/evidence';
import { WATCHES } from '../detection/watched/watch-catalog';
import { parseDay } from './days';
import { parseHours } from './hours';
import { MATCH_FIELDS } from './match-fields';

export const MAX_ENTRIES = 200;

const MAX_ID_LENGTH = 64;
const MAX_TEXT_LENGTH = 200;

const CEILING_FIX = 'Write what the tool is known to do, with little headroom.';

const TEXT = {
  kind: 'text',
  // Printable, on one line, and not blank.
  format: /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u,
  longest: MAX_TEXT_LENGTH,
  isRequired: true,
  allowed: `text on one line, at most ${MAX_TEXT_LENGTH} characters`,
} as const satisfies Value;

export const CEILINGS = {
  regions: ceiling(MAX_REGIONS, 'Most distinct regions of a sweep'),
  calls: ceiling(10_000, 'Most distinct calls of a sweep'),
  // A finding lists no more, and its other source IPs are unknown.
  addresses: ceiling(MAX_LISTED.sourceIps, 'Most distinct source IPs of a sweep'),
  hours: {
    kind: 'text',
    format: /^(?:[01]\d|2[0-3])-(?:0[1-9]|1\d|2[0-4])$/,
    check: (hours) => {
      const { from, to } = parseHours(hours);
      return to - from === 24 ? 'is the whole day' : undefined;
    },
    description: 'The hours of the day, in UTC, within which a sweep must stay',
    allowed: 'two hours such as 01-05, or 22-04 past midnight; not the whole day',
    fix: 'Write the hours in which the tool runs, or leave it out.',
  },
} as const satisfies Members;

/** The watched calls that an entry may name. What AWS does to a leaked key, no entry covers. */
export const COVERABLE_CALLS: readonly string[] = [
  ...new Set(
    WATCHES.filter(({ category }) => category.isMadeByServices !== true).map(
      ({ watch }) => watch.call,
    ),
  ),
];

/** The fields of an entry, in the order in which docs show them. */
export const ENTRY_FIELDS = {
  id: {
    kind: 'text',
    format: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    longest: MAX_ID_LENGTH,
    isRequired: true,
    description: 'The unique name of the entry in findings, messages and reports',
    allowed: `lower-case words joined by hyphens, at most ${MAX_ID_LENGTH} characters`,
    fix: 'Write, for example, nightly-inventory.',
  },
  match: {
    kind: 'object',
    members: MATCH_FIELDS,
    isRequired: true,
    description:
      'What every call of a sweep must match: all given fields, at least one of principal, roleName, rolePath and sourceCidr',
    fix: 'Give a principal, roleName, rolePath or sourceCidr.',
  },
  ceilings: {
    kind: 'object',
    members: CEILINGS,
    isRequired: true,
    description: 'The limits of a sweep; the entry does not cover a sweep that exceeds one',
    allowed: 'an object with regions, calls, addresses and, optionally, hours',
    fix: CEILING_FIX,
  },
  watchedCalls: {
    kind: 'list',
    check: watchedCallRefusal,
    min: 1,
    max: COVERABLE_CALLS.length,
    description:
      'Watched calls that the tool makes too, from the source IPs of its sweeps; they add nothing to the severity',
    allowed: 'names of calls such as RunInstances, which docs/watched-calls.md lists',
    fix: 'Write the names of calls that the tool makes, or leave it out.',
  },
  owner: {
    ...TEXT,
    description: 'Who answers for the entry',
    fix: 'Write a team or a person to ask.',
  },
  ticket: {
    ...TEXT,
    description: 'The ticket that approved the entry',
    fix: 'Write the ID or the URL of the ticket.',
  },
  reason: {
    ...TEXT,
    description: 'Why the sweeps are harmless',
    fix: 'Say in one sentence what sweeps, and why.',
  },
  expires: {
    kind: 'text',
    format: /^\d{4}-\d{2}-\d{2}$/,
    check: (day) => (parseDay(day) === undefined ? 'is not a day' : undefined),
    isRequired: true,
    description: 'The day on which the entry expires, at 00:00 UTC',
    allowed: 'a day as YYYY-MM-DD, at most a year ahead',
    fix: 'Write the day on which someone must review the entry.',
  },
} as const satisfies Members;

export const ALLOWLIST = {
  kind: 'object',
  members: {
    $schema: { kind: 'text', allowed: 'the path of the JSON Schema, for editors' },
    entries: {
      kind: 'list',
      max: MAX_ENTRIES,
      member: {
        kind: 'object',
        members: ENTRY_FIELDS,
        description: 'An entry',
        allowed: `an object with ${Object.keys(ENTRY_FIELDS).join(', ')}`,
        fix: 'Write it as in examples/allowlist.json.',
      },
      isRequired: true,
      description: 'The sweeps that are harmless, with limits and expiry dates',
      allowed: `a list of at most ${MAX_ENTRIES} entries`,
      fix: 'Write {"entries": […]}.',
    },
  },
  allowed: 'an object with a list named entries',
  fix: 'Write {"entries": […]}, as in examples/allowlist.json.',
} as const satisfies Value & ObjectKind;

export type AllowlistMatch = ValueOf<typeof ENTRY_FIELDS.match>;
export type AllowlistCeilings = ValueOf<typeof ENTRY_FIELDS.ceilings>;

/** A harmless sweep with its limits, its expiry and its owner. */
export type AllowlistEntry = ValueOf<typeof ALLOWLIST.members.entries.member>;

function ceiling(max: number, description: string) {
  return { kind: 'integer', min: 1, max, isRequired: true, description } as const;
}

function watchedCallRefusal(name: string): Refusal | undefined {
  if (COVERABLE_CALLS.includes(name)) {
    return undefined;
  }
  const near = nearest(name, COVERABLE_CALLS);
  return {
    problem: 'is not a watched call that an entry can cover',
    ...(near !== undefined && { fix: `Write ${near}, the nearest one, or remove it.` }),
  };
}
