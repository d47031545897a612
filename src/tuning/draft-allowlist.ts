import { DAY_MS, dayOf } from '../allowlist/days';
import {
  type AllowlistCeilings,
  type AllowlistEntry,
  type AllowlistMatch,
  CEILINGS,
} from '../allowlist/fields';
import { isInNetworks } from '../allowlist/networks';
import { withNote } from '../allowlist/note-of';
import { readAllowlist } from '../allowlist/read-allowlist';
import { isCovered } from '../detection/finding';
import { compareTexts } from '../detection/text';
import type { Cause } from './causes';
import { percent } from './recommend';
import { hoursText, type Regularity } from './regularity';

/**
 * An entry to complete: owner and ticket are blank, so the allow-list rejects it as it is. The comment under `//` holds
 * the evidence.
 */
export interface DraftEntry extends AllowlistEntry {
  readonly '//': readonly string[];
  readonly owner: '';
  readonly ticket: '';
}

export interface Drafted {
  readonly allowlist: {
    readonly '//': readonly string[];
    readonly entries: readonly DraftEntry[];
  };
  /** Regular causes for which no entry can be drafted. `why` holds no text that a caller can choose. */
  readonly undrafted: readonly { readonly who: string; readonly why: string }[];
}

/** Days until an entry has to be reviewed. */
const EXPIRES_AFTER_DAYS = 180;

/** A tool with more source IPs has new ones in each run, so they do not identify it. */
const MAX_SOURCE_IPS = 8;

/** The ceiling of calls, as a multiple of the most calls seen: a growing listing has more pages. */
const CALL_HEADROOM = 1.25;

/** A longer span of hours is not worth a ceiling. */
const MAX_HOURS = 12;

/** What a reader of a draft must know before using it. */
export const CEILINGS_NOTE =
  'The ceilings are what this history shows: regions, source IPs and hours have no headroom, calls have 25 %. A tool that adds one region alerts again, so raise the ceilings that you expect to grow.';

/**
 * Drafts an entry for each regular cause that the allow-list does not cover yet.
 *
 * @param now milliseconds since the epoch.
 */
export function draftAllowlist(causes: readonly Cause[], now: number): Drafted {
  const entries: DraftEntry[] = [];
  const undrafted: { who: string; why: string }[] = [];
  for (const cause of causes) {
    if (!cause.regularity.isRegular || cause.covered === cause.findings) {
      continue;
    }
    const drafted = draftFor(cause, now, entries);
    if ('why' in drafted) {
      undrafted.push({ who: cause.who, why: drafted.why });
    } else {
      entries.push(drafted.entry);
    }
  }
  const allowlist = {
    '//': [
      'A draft. For each tool that you know, fill in owner, ticket and reason. Remove every other entry.',
      'Regular does not mean harmless.',
      CEILINGS_NOTE,
    ],
    entries,
  };
  return { allowlist, undrafted };
}

/**
 * Drafts an entry for one cause, whether it is regular or not.
 *
 * @param others entries with IDs that are taken.
 * @returns the entry, or why there can be none; that text holds nothing that a caller can choose.
 */
export function draftFor(
  cause: Cause,
  now: number,
  others: readonly DraftEntry[] = [],
): { readonly entry: DraftEntry } | { readonly why: string } {
  const match = matchOf(cause);
  if (match === undefined) {
    return { why: 'neither its name nor its source IPs identify it' };
  }
  const entry = draftEntry(cause, match, now, others);
  const why = whyUnusable(entry, cause, now);
  return why === undefined ? { entry } : { why };
}

function draftEntry(
  cause: Cause,
  match: AllowlistMatch,
  now: number,
  others: readonly DraftEntry[],
): DraftEntry {
  return {
    '//': evidenceOf(cause),
    id: idOf(cause, others),
    match,
    ceilings: ceilingsOf(cause),
    owner: '',
    ticket: '',
    reason: '',
    expires: dayOf(now + EXPIRES_AFTER_DAYS * DAY_MS),
  };
}

function matchOf(cause: Cause): AllowlistMatch | undefined {
  const [rule, ...otherRules] = cause.rules;
  const networks = networksOf(cause);
  const principal = cause.who.startsWith('sourceIp:') ? undefined : cause.who;
  return principal === undefined && networks === undefined
    ? undefined
    : {
        ...(principal !== undefined && { principal }),
        ...(networks && { sourceCidr: networks }),
        ...(rule !== undefined && otherRules.length === 0 && { rule }),
      };
}

/** Each source IP as a network, where they are few and all known. */
function networksOf({ addresses, isCapped }: Cause): string[] | undefined {
  const networks = addresses.map((address) => `${address}/${address.includes(':') ? 128 : 32}`);
  const isUsable =
    !isCapped &&
    addresses.length > 0 &&
    addresses.length <= MAX_SOURCE_IPS &&
    networks.every((cidr, index) => isInNetworks(addresses[index] ?? '', [cidr]));
  return isUsable ? networks : undefined;
}

function ceilingsOf({ most, regularity }: Cause): AllowlistCeilings {
  const hours = regularity.hours.count <= MAX_HOURS ? hoursText(regularity.hours) : undefined;
  return {
    regions: Math.min(CEILINGS.regions.max, most.regions),
    calls: Math.min(CEILINGS.calls.max, Math.ceil(most.calls * CALL_HEADROOM)),
    addresses: Math.min(CEILINGS.addresses.max, Math.max(1, most.addresses)),
    ...(hours !== undefined && { hours }),
  };
}

function idOf({ who }: Cause, others: readonly DraftEntry[]): string {
  const name = who.slice(who.search(/[^/:]*$/));
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '');
  let id = words || 'principal';
  for (let number = 2; others.some((one) => one.id === id); number += 1) {
    id = `${words || 'principal'}-${number}`;
  }
  return id;
}

function evidenceOf(cause: Cause): string[] {
  const { findings, accounts, most, userAgents, addresses, regularity, severity } = cause;
  return [
    `${findings} findings, ${regularityInWords(regularity)}`,
    `at most ${most.regions} regions and ${most.calls} calls per finding; highest severity: ${severity}`,
    `accounts: ${listed(accounts)}`,
    `source IPs: ${listed(addresses)}`,
    `user agents (chosen by the caller): ${listed(userAgents)}`,
    ...(cause.who.includes('::*:')
      ? [
          'The name matches in every account, so anyone who can create roles in one of them can use it. If you need one account only, name it.',
        ]
      : []),
  ];
}

/** For example `on 30 days (100 %), every 24 h +/- 10 s, 05-06 UTC`. */
export function regularityInWords({ days, shareOfDays, hours, interval }: Regularity): string {
  const { from, count } = hours;
  const between = hoursText({ from, count });
  return [
    `on ${days} ${days === 1 ? 'day' : 'days'} (${percent(shareOfDays)})`,
    ...(interval === undefined
      ? []
      : [`every ${durationInWords(interval.median)} +/- ${durationInWords(interval.deviation)}`]),
    between === undefined ? 'at any hour' : `${between} UTC`,
  ].join(', ');
}

function durationInWords(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, unit] = units.find(([length]) => seconds >= length * 2) ?? [1, 's'];
  return `${Number((seconds / size).toFixed(1))} ${unit}`;
}

/** Callers may have chosen the texts; in JSON they are safe. */
function listed(texts: readonly string[]): string {
  const shown = [...texts].sort(compareTexts).slice(0, MAX_SOURCE_IPS);
  const more = texts.length > shown.length ? ` and ${texts.length - shown.length} more` : '';
  return shown.length === 0 ? 'none' : `${shown.join(', ')}${more}`;
}

/** The entry as it would be with owner, ticket and reason. */
export function completed({ '//': _evidence, ...draft }: DraftEntry): AllowlistEntry {
  return { ...draft, owner: '-', ticket: '-', reason: '-' };
}

/** Why the completed entry would be rejected or would not cover its findings; `undefined` if it works. */
function whyUnusable(draft: DraftEntry, cause: Cause, now: number): string | undefined {
  const entry = completed(draft);
  try {
    readAllowlist(JSON.stringify({ entries: [entry] }), 'draft', now);
  } catch {
    return 'no allow-list accepts its name: it is the root user, too broad, or not a valid name';
  }
  const open = cause.members.filter((finding) => !isCovered(finding));
  const uncovered = open.filter((finding) => !isCovered(withNote(finding, [entry], now)));
  return uncovered.length === 0
    ? undefined
    : `an entry would not cover ${uncovered.length} of its ${open.length} findings, because their evidence is incomplete`;
}
