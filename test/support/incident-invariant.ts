import { SEVERITIES, type Severity } from '../../src/detection/rules/rule';
import { assess, type SeveritySettings } from '../../src/detection/severity/assess';
import { NO_CONTEXT } from '../../src/detection/severity/context';
import type { OracleIncident, OwnedSweep } from './incident-oracle';
import { nameOf } from './incident-oracle';
import type { PublishedAt } from './incident-world';
import type { LedgerLog, LoggedSweep } from './ledger-log';

/** What happened, after the last appointment was kept. */
export interface Story {
  readonly published: readonly PublishedAt[];
  readonly ledgers: LedgerLog;
  /** Every sweep that there was. */
  readonly sweeps: readonly OwnedSweep[];
  /** How often a handler could not mark that it had published a notification, by ID of the incident. */
  readonly cuts: ReadonlyMap<string, number>;
}

/** The ends of a sweep in a ledger may lie this far from the true ones, in windows. */
const SLACK_WINDOWS = 1;

const UPDATE_EVERY_MS = 10 * 60_000;

/** What is wrong with a story, in words: the promises about incidents, whatever the order of calls, races and faults. */
export function incidentProblems(story: Story): string[] {
  const ids = [...new Set(story.published.map(({ notification }) => notification.incident.id))];
  return [
    ...unreported(story),
    ...unfinished(story),
    ...ids.flatMap((id) => {
      const own = story.published.filter(({ notification }) => notification.incident.id === id);
      return [
        ...falling(id, own),
        ...notClosed(id, own, story),
        ...repeated(id, own, story.cuts.get(id) ?? 0),
        ...tooManyUpdates(id, own, story.cuts.get(id) ?? 0),
      ];
    }),
  ];
}

/** Every sweep leads to an incident that was published as opened; a closed one may take a late sweep in. */
function unreported({ sweeps, ledgers, published }: Story): string[] {
  const opened = new Set(
    published
      .filter(({ notification }) => notification.kind === 'opened')
      .map(({ notification }) => notification.incident.id),
  );
  return sweeps.flatMap((sweep) => {
    const listed = listingsOf(sweep, ledgers);
    if (listed.length === 0) {
      return isCounted(sweep, ledgers) ? [] : [`${nameOf(sweep)} is in no ledger`];
    }
    const ids = listed.map(({ sweep: { incidentId } }) => ledgers.finalId(incidentId));
    return ids.some((id) => opened.has(id))
      ? []
      : [`${nameOf(sweep)} belongs to ${ids.join()}, which was not published as opened`];
  });
}

/** The sweeps of the ledger of its identity that show a sweep. */
function listingsOf(sweep: OwnedSweep, ledgers: LedgerLog): LoggedSweep[] {
  return ledgers
    .sweeps()
    .filter(
      ({ identity, sweep: listed }) =>
        identity === sweep.identity &&
        listed.ruleId === sweep.ruleId &&
        listed.principal.key === sweep.principalKey &&
        listed.start < sweep.end &&
        sweep.start < listed.end,
    );
}

/** A full ledger does not list an old sweep, but its incident counts it. */
function isCounted({ identity, start }: OwnedSweep, ledgers: LedgerLog): boolean {
  return [...ledgers.incidents.values()].some(
    ({ identity: owner, state: { dropped, reported } }) =>
      owner === identity && reported !== undefined && start < (dropped?.until ?? 0),
  );
}

/**
 * Nothing that an incident is worth stays unpublished. One that was never published may turn out to have no sweep: when
 * the first calls of a source IP came, they were all of one identity.
 */
function unfinished({ ledgers, sweeps }: Story): string[] {
  return [...ledgers.incidents.values()].flatMap(({ identity, state }) => {
    const { id, first, last, mergedInto, worth, reported, lease } = state;
    const isNeeded =
      mergedInto === undefined &&
      sweeps.some((one) => one.identity === identity && one.start < last && first < one.end);
    if (reported === undefined && !isNeeded) {
      return [];
    }
    const isUnreported =
      reported === undefined ||
      rank(worth.severity) > rank(reported.severity) ||
      (worth.audience === 'people' && reported.audience === 'archive');
    return [
      ...(isUnreported && mergedInto === undefined
        ? [`${id} is worth ${text(worth)}, but what was published is ${text(reported)}`]
        : []),
      ...(lease === undefined ? [] : [`${id} is claimed by ${lease.by}, who published nothing`]),
    ];
  });
}

function falling(id: string, own: readonly PublishedAt[]): string[] {
  return own.flatMap(({ notification: { incident, kind } }, index) => {
    const higher = own
      .slice(0, index)
      .find(({ notification }) => rank(notification.incident.severity) > rank(incident.severity));
    return higher === undefined
      ? []
      : [`${id} is ${kind} as ${incident.severity} after ${higher.notification.incident.severity}`];
  });
}

/** What was opened is closed, in the end and once; one that merged names the one that goes on. */
function notClosed(id: string, own: readonly PublishedAt[], { published, cuts }: Story): string[] {
  const maxClosings = 1 + (cuts.get(id) ?? 0);
  const kinds = own.map(({ notification: { kind } }) => kind);
  const closings = own.filter(({ notification: { kind } }) => kind === 'closed');
  const first = kinds.indexOf('closed');
  const isOver = first !== -1 && kinds.slice(first).every((kind) => kind === 'closed');
  const mergedInto = closings.at(-1)?.notification.incident.mergedInto;
  const isKnown = published.some(
    ({ notification: { incident, kind } }) => kind === 'closed' && incident.id === mergedInto,
  );
  return [
    ...(isOver ? [] : [`${id} does not end with its closing: ${kinds.join()}`]),
    ...(closings.length > maxClosings ? [`${id} was closed ${closings.length} times`] : []),
    ...(kinds[0] === 'opened' ? [] : [`${id} does not begin with its opening: ${kinds.join()}`]),
    ...(mergedInto !== undefined && !isKnown
      ? [`${id} merged into ${mergedInto}, which was not closed`]
      : []),
  ];
}

/** At most one message for each rise, and one more for each publication that was cut. */
function repeated(id: string, own: readonly PublishedAt[], cuts: number): string[] {
  const rises = own
    .filter(({ notification: { kind } }) => kind === 'opened' || kind === 'escalated')
    .map(({ notification: { audience, incident } }) => `${audience} ${incident.severity}`);
  return [...new Set(rises)].flatMap((rise) => {
    const times = rises.filter((other) => other === rise).length;
    return times <= 1 + cuts ? [] : [`${id} was published ${times} times as ${rise}`];
  });
}

function tooManyUpdates(id: string, own: readonly PublishedAt[], cuts: number): string[] {
  const soon = own.filter(({ at, notification: { kind } }, index) => {
    const before = own[index - 1];
    return kind === 'updated' && before !== undefined && at < before.at + UPDATE_EVERY_MS;
  });
  return soon.length <= cuts ? [] : [`${id} was updated ${soon.length} times too soon`];
}

/**
 * Where live and the definition differ in which sweeps are one incident. Only for histories whose calls came before
 * their incidents were closed.
 */
export function groupingProblems(
  { ledgers }: Pick<Story, 'ledgers'>,
  incidents: readonly OracleIncident[],
): string[] {
  const owners = new Map<string, string>();
  return incidents.flatMap((members, index) => {
    const ids = members.map((sweep) =>
      listingsOf(sweep, ledgers).map(({ sweep: { incidentId } }) => ledgers.finalId(incidentId)),
    );
    const own = [...new Set(ids.flat())];
    const shared = own.filter((id) => owners.has(id));
    for (const id of own) {
      owners.set(id, String(index));
    }
    return [
      ...(own.length > 1 ? [`${members.map(nameOf).join('; ')} are ${own.length} incidents`] : []),
      ...shared.map(
        (id) => `${id} holds sweeps of two incidents: ${members.map(nameOf).join('; ')}`,
      ),
    ];
  });
}

/** Sweeps that are more severe than anything that was published of their incident, or that people never heard of. */
export function understated(
  { ledgers, published, sweeps }: Story,
  severity: SeveritySettings,
  notifyFrom: Severity,
): string[] {
  return sweeps.flatMap((sweep) => {
    const { ruleId, calls } = sweep;
    const facts = { ruleId, calls, isSaturated: false, context: NO_CONTEXT };
    const worth = assess(facts, severity).severity;
    const ids = listingsOf(sweep, ledgers).flatMap(({ sweep: { incidentId } }) => [
      incidentId,
      ledgers.finalId(incidentId),
    ]);
    const isReported = published.some(
      ({ notification: { incident, audience } }) =>
        ids.includes(incident.id) &&
        rank(incident.severity) >= rank(worth) &&
        (audience === 'people' || rank(worth) < rank(notifyFrom)),
    );
    return isReported ? [] : [`${nameOf(sweep)} is ${worth}, and nothing published says so`];
  });
}

/** Sweeps that a ledger lists in the end, and that nobody made, or somebody else. */
export function misplacedSweeps({ ledgers, sweeps }: Pick<Story, 'ledgers' | 'sweeps'>): string[] {
  return ledgers.currentSweeps().flatMap(({ identity, sweep: listed }) => {
    const slack = SLACK_WINDOWS * listed.windowSeconds;
    // An incident whose sweep turned out to be that of another identity is merged into the incident of that identity.
    const owner = ledgers.incidents.get(ledgers.finalId(listed.incidentId))?.identity ?? identity;
    const isReal = sweeps.some(
      (sweep) =>
        sweep.identity === owner &&
        sweep.ruleId === listed.ruleId &&
        sweep.principalKey === listed.principal.key &&
        sweep.start <= listed.start + slack &&
        listed.end <= sweep.end + slack,
    );
    return isReal ? [] : [`${listed.id} is no sweep of ${identity}`];
  });
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function text(worth: { readonly severity: Severity; readonly audience: string } | undefined) {
  return worth === undefined ? 'nothing' : `${worth.severity} for ${worth.audience}`;
}
