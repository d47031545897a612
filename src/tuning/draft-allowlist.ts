import { coverOf } from '../allowlist/cover-of';
import { DAY_MS, dayOf } from '../allowlist/days';
import { isInNetworks, parseNetwork } from '../allowlist/networks';
import { readAllowlist } from '../allowlist/read-allowlist';
import {
  type AllowlistCeilings,
  type AllowlistEntry,
  type AllowlistMatch,
  LIMITS,
} from '../allowlist/schema';
import { isCovered } from '../detection/covered';
import { compareTexts } from '../detection/text';
import type { Cause } from './causes';
import { percent } from './recommend';
import { hoursText, type Regularity } from './regularity';

/**
 * An entry that somebody has to finish: owner, ticket and reason are blank, so that it is refused as it is. Under `//`
 * stands what it rests on, for whoever reads it.
 */
interface DraftEntry extends Omit<AllowlistEntry, 'owner' | 'ticket' | 'reason'> {
  readonly '//': readonly string[];
  readonly owner: '';
  readonly ticket: '';
  readonly reason: '';
}

interface DraftAllowlist {
  readonly '//': readonly string[];
  readonly entries: readonly DraftEntry[];
}

/** A cause that looks like a scanner, and is not drafted. */
interface Undrafted {
  readonly who: string;
  /** Continues the name. It holds no text that a caller can choose. */
  readonly why: string;
}

export interface Drafted {
  readonly allowlist: DraftAllowlist;
  readonly undrafted: readonly Undrafted[];
}

/** Days after which somebody has to look at an entry again. */
const EXPIRES_AFTER_DAYS = 180;

/** More addresses than that are no place; they change with each run. */
const MAX_ADDRESSES = 8;

/** Calls above those that were seen, as a share: a listing has more pages when there is more. */
const CALLS_TO_SPARE = 1.25;

/** Hours are a ceiling only where they say something. */
const MAX_HOURS = 12;

const FILLED = { owner: 'x', ticket: 'x', reason: 'x' };

/**
 * Entries for those who cause findings regularly, and are not on the allow-list yet.
 *
 * @param now milliseconds since the epoch.
 */
export function draftAllowlist(causes: readonly Cause[], now: number): Drafted {
  const ids = new Set<string>();
  const entries: DraftEntry[] = [];
  const undrafted: Undrafted[] = [];
  for (const cause of causes) {
    if (!cause.regularity.isRegular || cause.covered === cause.findings) {
      continue;
    }
    const entry = draftEntry(cause, now, ids);
    const why = entry === undefined ? 'has no name to match by' : whyUnusable(entry, cause, now);
    if (entry === undefined || why !== undefined) {
      undrafted.push({ who: cause.who, why: why ?? '' });
    } else {
      ids.add(entry.id);
      entries.push(entry);
    }
  }
  const allowlist = {
    '//': [
      'A draft. Whoever knows a tool fills in owner, ticket and reason; entries that nobody answers for are to be removed.',
      'That something comes regularly does not make it harmless.',
    ],
    entries,
  };
  return { allowlist, undrafted };
}

function draftEntry(cause: Cause, now: number, taken: ReadonlySet<string>): DraftEntry | undefined {
  const match = matchOf(cause);
  return match === undefined
    ? undefined
    : {
        '//': evidenceOf(cause),
        id: idOf(cause, taken),
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
  const isAddress = cause.who.startsWith('sourceIp:');
  const principal = isAddress ? undefined : cause.who;
  return principal === undefined && networks === undefined
    ? undefined
    : {
        ...(principal !== undefined && { principal }),
        ...(networks && { sourceCidr: networks }),
        ...(rule !== undefined && otherRules.length === 0 && { rule }),
      };
}

/** The addresses that were seen, each as a network of its own, where they are few and all that there were. */
function networksOf({ addresses, isCapped }: Cause): string[] | undefined {
  const networks = addresses.map((address) => `${address}/${address.includes(':') ? 128 : 32}`);
  const isUsable =
    !isCapped &&
    addresses.length > 0 &&
    addresses.length <= MAX_ADDRESSES &&
    networks.every(
      (cidr, index) =>
        parseNetwork(cidr) !== undefined && isInNetworks(addresses[index] ?? '', [cidr]),
    );
  return isUsable ? networks : undefined;
}

function ceilingsOf({ most, regularity }: Cause): AllowlistCeilings {
  const hours = regularity.hours.count <= MAX_HOURS ? hoursText(regularity.hours) : undefined;
  return {
    regions: Math.min(LIMITS.regions, most.regions),
    calls: Math.min(LIMITS.calls, Math.ceil(most.calls * CALLS_TO_SPARE)),
    addresses: Math.min(LIMITS.addresses, Math.max(1, most.addresses)),
    ...(hours !== undefined && { hours }),
  };
}

function idOf({ who }: Cause, taken: ReadonlySet<string>): string {
  const name = who.slice(who.search(/[^/:]*$/));
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '');
  const id = words === '' ? 'principal' : words;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? id : `${id}-${number}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}

function evidenceOf(cause: Cause): string[] {
  const { findings, accounts, most, userAgents, addresses, regularity, severity } = cause;
  return [
    `${findings} findings, ${regularityInWords(regularity)}`,
    `at most ${most.regions} regions and ${most.calls} calls in one; the highest severity is ${severity}`,
    `accounts: ${listed(accounts)}`,
    `addresses: ${listed(addresses)}`,
    `user agents, which a caller chooses: ${listed(userAgents)}`,
    ...(cause.who.includes('::*:')
      ? [
          'The name holds in every account: whoever may make roles in one can take it. Name the account where it is one.',
        ]
      : []),
  ];
}

/** For example `on 30 of 30 days (100 %), every 24 h, between 05 and 06 UTC`. */
export function regularityInWords({ days, shareOfDays, hours, interval }: Regularity): string {
  const { from, count } = hours;
  const between = hoursText({ from, count });
  return [
    `on ${days} ${days === 1 ? 'day' : 'days'} (${percent(shareOfDays)})`,
    ...(interval === undefined
      ? []
      : [`every ${durationInWords(interval.median)} +/- ${durationInWords(interval.deviation)}`]),
    between === undefined ? 'at all hours' : `within the hours ${between} UTC`,
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

/** Texts that a caller may have chosen: in JSON they are safe, and they are few. */
function listed(texts: readonly string[]): string {
  const shown = [...texts].sort(compareTexts).slice(0, MAX_ADDRESSES);
  const more = texts.length > shown.length ? ` and ${texts.length - shown.length} more` : '';
  return shown.length === 0 ? 'none' : `${shown.join(', ')}${more}`;
}

/** Whether the entry would be refused when filled in, or would not cover what it is drafted for. */
function whyUnusable(
  { '//': _evidence, ...draft }: DraftEntry,
  cause: Cause,
  now: number,
): string | undefined {
  const entry: AllowlistEntry = { ...draft, ...FILLED };
  try {
    readAllowlist(JSON.stringify({ entries: [entry] }), 'draft', now);
  } catch {
    return 'has no name that an allow-list takes: it is the root user, or too broad, or holds characters that names have not';
  }
  const open = cause.of.filter((finding) => !isCovered(finding));
  const uncovered = open.filter((finding) => coverOf(finding, [entry], now).kind !== 'covered');
  return uncovered.length === 0
    ? undefined
    : `cannot be told apart by an allow-list: an entry would not cover ${uncovered.length} of ${open.length} of its findings, of which not everything is known`;
}
