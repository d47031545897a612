import { isAbove } from '../../src/detection/rules/rule';
import { headOf } from '../../src/detection/sweep';
import { formatSecond } from '../../src/detection/time';
import { contains, overlap } from '../../src/detection/window';
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
      ...untrue(one),
      ...miscounted(one, run),
      ...publishedTooOften(one, run),
      ...toneDown(one),
      ...(one.dead.length === 0 ? understated(one) : []),
    ]),
    ...givenUp(run),
    ...deliveredAgain(run),
  ];
}

/** Lost calls and sweeps: whatever is missing must be in the dead-letter queue. */
function lost({ name, calls, stored, isSaturated, expected, sweeps, published, dead }: Found) {
  const held = new Set([...stored, ...dead].map(({ eventId }) => eventId));
  const notified = new Set(published.map(({ id }) => id));
  const isDead = (span: { readonly start: number; readonly end: number }): boolean =>
    dead.some(({ second }) => contains(span, second));
  return [
    ...calls
      .filter(({ eventId }) => !isSaturated && !held.has(eventId))
      .map(({ eventId }) => `${name}: call ${eventId} is lost`),
    ...expected
      .filter((sweep) => !sweeps.some((other) => overlap(other, sweep)) && !isDead(sweep))
      .map(({ start }) => `${name}: the sweep of ${formatSecond(start)} is lost`),
    ...sweeps
      .filter(({ notification: { state } }) => state !== 'REPEAT')
      .filter(({ id, notification: { state } }) => !(notified.has(id) && state === 'SENT'))
      .filter((head) => !sweeps.some((sweep) => headOf(sweeps, sweep) === head && isDead(sweep)))
      .map(({ id, notification: { state } }) =>
        notified.has(id)
          ? `${id} is published but ${state}, and nothing retries it`
          : `${id} is unpublished and ${state}, and nothing retries it`,
      ),
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

/** Each notification must be about an existing sweep, under an id that the ledger knows. */
function untrue({ published, expected, sweeps, calls }: Found): string[] {
  const known = new Set(sweeps.flatMap(({ id, absorbedIds }) => [id, ...absorbedIds]));
  return published.flatMap(({ id, evidence, thresholds }) => {
    const isOfOne = expected.some(({ eventIds }) =>
      evidence.eventIds.every((eventId) => eventIds.includes(eventId)),
    );
    const isSweep =
      evidence.regionCount >= thresholds.minRegions && evidence.callCount <= calls.length;
    return isOfOne && isSweep && known.has(id) ? [] : [`${id} was published, but is no sweep`];
  });
}

/** The store must count every delivery that reached it, and the finding each distinct call once. */
function miscounted({ name, arrivals, deliveries, stored, isSaturated }: Found, { plan }: Run) {
  const isExact = plan.faults.length === 0 && !isSaturated;
  const isCounted = isExact ? deliveries === arrivals : deliveries >= stored.length;
  return isCounted ? [] : [`${name}: ${deliveries} deliveries counted of ${arrivals} arrivals`];
}

/**
 * A finding may be published once for each severity that it rises to, and once more for each fault between the
 * publication and its mark in the ledger.
 */
function publishedTooOften({ published }: Found, run: Run): string[] {
  const unnoted = run.plan.faults.map((fault) => leftUnnoted(fault, run.requests));
  const severities = new Map(published.map(({ id, severity }) => [`${id} ${severity}`, id]));
  return [...severities].flatMap(([notified, id]) => {
    const times = published.filter((one) => `${one.id} ${one.severity}` === notified).length;
    const allowed = 1 + unnoted.filter((other) => other === id).length;
    return times <= allowed
      ? []
      : [`${notified} was published ${times} times instead of ${allowed}`];
  });
}

/** A notification must never have a lower severity than an earlier one of the same finding. */
function toneDown({ published }: Found): string[] {
  return published.flatMap(({ id, severity }, index) => {
    const before = published
      .slice(0, index)
      .find((one) => one.id === id && isAbove(one.severity, severity));
    return before === undefined
      ? []
      : [`${id} was published as ${severity} after ${before.severity}`];
  });
}

/** Each finding needs a notification of its severity, under its own id or that of the finding it repeats. */
function understated({ findings, published }: Found): string[] {
  return findings.flatMap(({ id, repeatOf = id, severity }) => {
    const isNotified = published.some(
      (one) => one.id === repeatOf && !isAbove(severity, one.severity),
    );
    return isNotified ? [] : [`${repeatOf} is ${severity}, but no notification has that severity`];
  });
}

/** The id of the finding that a fault left published but not marked. */
function leftUnnoted(
  { request, fault }: PlannedFault,
  requests: readonly RequestRecord[],
): string | undefined {
  const hit = requests[request];
  if (hit === undefined || HARMLESS.has(fault)) {
    return undefined;
  }
  const isNoted = hit.command === 'PutItem' && hit.isDone;
  const last = requests
    .slice(0, request + 1)
    .filter(({ invocation }) => invocation === hit.invocation)
    .filter(
      ({ command, isAnswered }) => command === 'Publish' || (command === 'PutItem' && isAnswered),
    )
    .at(-1);
  return !isNoted && last?.command === 'Publish' && last.isDone ? last.findingId : undefined;
}

/** One or two faults must not send an event to the dead-letter queue; an outage may. */
function givenUp({ plan, deadLetters }: Run): string[] {
  const isOutage = plan.faults.some(({ fault }) => fault === OUTAGE);
  return isOutage || deadLetters.length === 0
    ? []
    : [`${deadLetters.length} events are in the dead-letter queue`];
}

/** A fault that the SDK and the adapters repair must not make an event come again, unless another process interfered. */
function deliveredAgain({ plan: { faults }, requests, triedAgain }: Run): string[] {
  const isMadeGood = faults.every(
    ({ fault, request }) => MADE_GOOD.has(fault) && !requests[request]?.isInterrupted,
  );
  return isMadeGood && triedAgain.length > 0 ? [`${triedAgain.length} events came again`] : [];
}
