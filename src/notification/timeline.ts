import {
  type Incident,
  leadOf,
  type SweepLine,
  type TimelineLine,
  type WatchedLine,
} from '../detection/incident/incident';
import { principalLabel } from '../detection/principal-label';
import { ruleById } from '../detection/rules/rule-catalog';
import { counted } from '../detection/severity/signal';
import { MAX_LINE_REGIONS } from '../detection/watched/summarize-watched';
import type { Quote } from './escape';

const MAX_NAME = 120;
const MAX_WORD = 64;
const MAX_REGIONS = 3;
const MAX_DETAILS = 4;

/** A line of the timeline in words. */
export interface TimelineEntry {
  readonly line: TimelineLine;
  /** What happened, for example `RunInstances: 12 calls in 3 regions`. */
  readonly what: string;
  /** Further facts, each after a word of ours, so that no text of a caller begins one. */
  readonly facts: readonly string[];
}

/** The lines in words. `quote` shows what a caller chose. */
export function timelineEntries(
  incident: Incident,
  lines: readonly TimelineLine[],
  quote: Quote,
): TimelineEntry[] {
  const principals = new Set(
    incident.timeline.map((line) => (line.kind === 'sweep' ? line.principalKey : undefined)),
  );
  principals.delete(undefined);
  return lines.map((line) =>
    line.kind === 'sweep'
      ? sweepEntry(line, principals.size > 1, quote)
      : watchedEntry(line, incident, quote),
  );
}

function sweepEntry(line: SweepLine, namesPrincipal: boolean, quote: Quote): TimelineEntry {
  const { ruleId, regionCount, callCount, severity, principalKey } = line;
  const [eventName] = ruleById(ruleId).match.eventNames;
  return {
    line,
    what: `${eventName}: ${counted(callCount, 'call')} in ${counted(regionCount, 'region')}, severity ${severity}`,
    facts: namesPrincipal ? [`by ${quote(principalLabel({ key: principalKey }), MAX_NAME)}`] : [],
  };
}

function watchedEntry(line: WatchedLine, incident: Incident, quote: Quote): TimelineEntry {
  const { eventName, count, errorCode, accountId, caller, details, time, until } = line;
  const outcome = errorCode === undefined ? 'call' : 'failed call';
  return {
    line,
    what: `${quote(eventName, MAX_WORD)}: ${counted(count, outcome)} in ${regionsInWords(line, quote)}`,
    facts: [
      ...(until === time ? [] : [`until ${untilTime(line)}`]),
      ...detailFacts(details, quote),
      ...regionFacts(line, quote),
      ...(accountId === undefined || accountId === incident.identity.accountId
        ? []
        : [`in account ${quote(accountId, MAX_WORD)}`]),
      ...(errorCode === undefined ? [] : [`failed with ${quote(errorCode, MAX_WORD)}`]),
      ...(knownCallers(incident).includes(caller)
        ? []
        : [`by ${quote(principalLabel({ key: caller }), MAX_NAME)}`]),
    ],
  };
}

/** Readers know these from the head of the message. */
function knownCallers(incident: Incident): readonly (string | undefined)[] {
  return [incident.identity.key, leadOf(incident).principal.arn];
}

/** The labels are those of the catalogue of watched calls. */
function detailFacts(details: WatchedLine['details'], quote: Quote): string[] {
  return Object.entries(details)
    .filter(([label]) => /^[a-z][a-z ]{0,31}$/.test(label))
    .slice(0, MAX_DETAILS)
    .map(([label, value]) => `${label} ${quote(value, MAX_WORD)}`);
}

/** For example `us-east-1`, `3 regions` or `at least 10 regions`. */
export function regionsInWords({ regions }: WatchedLine, quote: Quote): string {
  const [only, ...others] = regions;
  if (only !== undefined && others.length === 0) {
    return quote(only, MAX_WORD);
  }
  const least = regions.length >= MAX_LINE_REGIONS ? 'at least ' : '';
  return `${least}${counted(regions.length, 'region')}`;
}

/** Names where there are several; the first line has a single one. */
function regionFacts({ regions }: WatchedLine, quote: Quote): string[] {
  const shown = regions.slice(0, MAX_REGIONS).map((region) => quote(region, MAX_WORD));
  const more = regions.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return regions.length > 1 ? [`in ${shown.join(', ')} and ${last}`] : [];
}

/** For example `09:44:10`; with the day where that is another one. */
function untilTime({ time, until }: WatchedLine): string {
  const isSameDay = until.slice(0, 10) === time.slice(0, 10);
  return until.slice(isSameDay ? 11 : 0, 19).replace('T', ' ');
}
