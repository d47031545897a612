import { formatSecond } from '../../src/detection/time';
import { contains, overlap } from '../../src/detection/window';
import { incidentProblems } from '../support/incident-invariant';
import { createLedgerLog } from '../support/ledger-log';
import { HARMLESS, MADE_GOOD } from './faults';
import { type Found, whatIsFound } from './found';
import { OUTAGE, type PlannedFault, type RequestRecord } from './requests';
import type { Run } from './run-scenario';

/** The problems of a run, in words. */
export async function problemsOf(run: Run): Promise<string[]> {
  const found = await whatIsFound(run);
  return [
    ...found.flatMap((one) => [
      ...lost(one),
      ...(one.dead.length === 0 ? otherThanExpected(one) : []),
      ...miscounted(one, run),
    ]),
    ...untrue(found, run),
    ...givenUp(run),
    ...deliveredAgain(run),
  ];
}

/** The problems of the incidents of a run, once no event is in the dead-letter queue. It closes them first. */
export async function incidentProblemsOf(run: Run): Promise<string[]> {
  await run.close();
  const found = await whatIsFound(run);
  const ledgers = createLedgerLog();
  for (const { calls, ledger } of found) {
    ledgers.note(calls[0]?.identity ?? '', ledger);
  }
  const isExact = run.plan.faults.length === 0 && !found.some(({ isSaturated }) => isSaturated);
  return [
    ...incidentProblems({
      published: run.published().map((notification) => ({ at: 0, notification })),
      ledgers,
      sweeps: found.flatMap(({ expected }) => expected),
      cuts: cutsOf(run),
    }),
    ...(await run.deliveryProblems(isExact)),
  ];
}

/** Lost calls and sweeps: whatever is missing must be in the dead-letter queue. */
function lost({ name, calls, stored, isSaturated, expected, sweeps, dead }: Found): string[] {
  const held = new Set([...stored, ...dead.map(({ call }) => call)].map(({ eventId }) => eventId));
  const isDead = (span: { readonly start: number; readonly end: number }): boolean =>
    dead.some(({ call }) => contains(span, call.second));
  return [
    ...calls
      .filter(({ call }) => !isSaturated && !held.has(call.eventId))
      .map(({ call }) => `${name}: call ${call.eventId} is lost`),
    ...expected
      .filter((sweep) => !sweeps.some((other) => overlap(other, sweep)) && !isDead(sweep))
      .map(({ start }) => `${name}: the sweep of ${formatSecond(start)} is lost`),
  ];
}

/** The findings must equal those of the oracle, call by call; those of a full bucket, as far as it keeps calls. */
function otherThanExpected({ name, expected, findings, isSaturated }: Found): string[] {
  const wanted = expected.map(({ start, end, regions, eventIds }) => ({
    span: `${formatSecond(start)}/${formatSecond(end)}`,
    regions,
    calls: isSaturated ? 'at least some' : eventIds,
    callCount: isSaturated ? 'at least some' : eventIds.length,
  }));
  const got = findings.map(({ window, evidence }) => ({
    span: `${window.start}/${window.end}`,
    regions: evidence.regions,
    calls: evidence.atLeast ? 'at least some' : evidence.eventIds,
    callCount: evidence.atLeast ? 'at least some' : evidence.callCount,
  }));
  const [wantedText, gotText] = [JSON.stringify(wanted), JSON.stringify(got)];
  return wantedText === gotText ? [] : [`${name}: found ${gotText} instead of ${wantedText}`];
}

/** Each finding of a notification must be about an existing sweep. */
function untrue(found: readonly Found[], run: Run): string[] {
  const findings = run.published().flatMap(({ incident }) => incident.findings);
  return findings.flatMap(({ id, evidence, thresholds, rule, principal }) => {
    const isOfOne = found
      .flatMap(({ expected }) => expected)
      .filter((sweep) => sweep.ruleId === rule.id && sweep.principalKey === principal.key)
      .some(({ eventIds }) => evidence.eventIds.every((eventId) => eventIds.includes(eventId)));
    const isSweep =
      evidence.regionCount >= thresholds.minRegions && evidence.callCount >= thresholds.minCalls;
    return isOfOne && isSweep ? [] : [`${id} was published, but is no sweep`];
  });
}

/** The store must count every delivery that reached it, and the finding each distinct call once. */
function miscounted({ name, arrivals, deliveries, stored, isSaturated }: Found, { plan }: Run) {
  const isExact = plan.faults.length === 0 && !isSaturated;
  const isCounted = isExact ? deliveries === arrivals : deliveries >= stored.length;
  return isCounted ? [] : [`${name}: ${deliveries} deliveries counted of ${arrivals} arrivals`];
}

/** How often a fault came between a publication and its mark in the ledger, by ID of the incident. */
function cutsOf({ plan, requests }: Run): ReadonlyMap<string, number> {
  const cuts = new Map<string, number>();
  for (const id of plan.faults.flatMap((fault) => leftUnmarked(fault, requests))) {
    cuts.set(id, (cuts.get(id) ?? 0) + 1);
  }
  return cuts;
}

/**
 * The IDs of the incidents that the invocation of a fault published, and did not mark before another invocation
 * published them. A frozen process may also publish after another one.
 */
function leftUnmarked(
  { request, fault }: PlannedFault,
  requests: readonly RequestRecord[],
): string[] {
  const hit = requests[request];
  if (hit === undefined || HARMLESS.has(fault)) {
    return [];
  }
  const { invocation } = hit;
  return requests.flatMap((publication, index) => {
    const { incidentId } = publication;
    if (incidentId === undefined || publication.invocation !== invocation || !publication.isDone) {
      return [];
    }
    // The ID of an incident ends in the digits by which the key of its ledger names the identity.
    const digits = incidentId.slice(incidentId.lastIndexOf('-') + 1);
    const again = requests.findIndex(
      (other, place) =>
        place > request && other.incidentId === incidentId && other.invocation !== invocation,
    );
    // The service took the message, perhaps twice, and the process did not learn it.
    const isHit = index === request;
    const isMarked = requests
      .slice(index, again === -1 ? requests.length : again)
      .some((one) => one.invocation === invocation && one.isDone && one.replaces?.includes(digits));
    return isMarked && !isHit ? [] : [incidentId];
  });
}

/** One or two faults must not send an event to the dead-letter queue; an outage may. */
function givenUp({ plan, deadLetters }: Run): string[] {
  const isOutage = plan.faults.some(({ fault }) => fault === OUTAGE);
  return isOutage || deadLetters.length === 0
    ? []
    : [`${deadLetters.length} events are in the dead-letter queue`];
}

/**
 * A fault that the SDK and the adapters repair must not make an event come again, unless another process interfered. The
 * SDK does not repeat a publish.
 */
function deliveredAgain({ plan: { faults }, requests, triedAgain }: Run): string[] {
  const isMadeGood = faults.every(
    ({ fault, request }) =>
      MADE_GOOD.has(fault) &&
      requests[request]?.service === 'DynamoDB' &&
      !requests[request]?.isInterrupted,
  );
  return isMadeGood && triedAgain.length > 0 ? [`${triedAgain.length} events came again`] : [];
}
