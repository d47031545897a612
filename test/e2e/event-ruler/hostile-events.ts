import fc from 'fast-check';
import { isObject, type JsonObject } from '../../../src/detection/json';
import type { CandidateEvent } from './cloudtrail-event';
import { ABSENT, type HostileValue, hostileValues } from './hostile-values';

type Path = readonly [string, ...string[]];

/** The members that the patterns look at, those around them, and some that are read later. */
const PATHS: readonly Path[] = [
  ['source'],
  ['detail-type'],
  ['account'],
  ['replay-name'],
  ['detail', 'eventSource'],
  ['detail', 'eventName'],
  ['detail', 'eventType'],
  ['detail', 'requestParameters'],
  ['detail', 'requestParameters', 'serviceCode'],
  ['detail', 'requestParameters', 'quotaCode'],
  ['detail', 'requestParameters', 'contextId'],
  ['detail', 'responseElements'],
  ['detail', 'recipientAccountId'],
  ['detail', 'userIdentity'],
  ['detail', 'eventTime'],
  ['detail', 'awsRegion'],
  ['detail', 'eventID'],
  ['detail', 'errorCode'],
  ['detail', 'detail'],
  ['detail', '__proto__'],
  ['detail', 'eventNAME'],
];

const LAYOUTS: readonly ((event: unknown) => string)[] = [
  (event) => JSON.stringify(event),
  (event) => JSON.stringify(event, null, 2).replaceAll('\n', ' '),
  (event) => JSON.stringify(reversed(event)),
  (event) => JSON.stringify(event).replace(/[A-Za-z]/g, escaped),
  (event) => ` ${JSON.stringify(event)}\t`,
];

/** Each event with each member replaced by each hostile value. */
export function everyVariant(events: readonly JsonObject[]): CandidateEvent[] {
  return events.flatMap((event) =>
    PATHS.flatMap((path) =>
      hostileValues(valueAt(event, path)).map(([what, value]) => ({
        what: `${path.join('.')} ${what}`,
        text: JSON.stringify(withMember(event, path, value)),
      })),
    ),
  );
}

/** Events with several members replaced, in several layouts; always the same ones. */
export function mixedVariants(
  events: readonly JsonObject[],
  { count, seed }: { readonly count: number; readonly seed: number },
): CandidateEvent[] {
  const change = fc.record({
    path: fc.constantFrom(...PATHS),
    pick: fc.nat(),
    json: fc.jsonValue(),
  });
  const variant = fc.record({
    event: fc.constantFrom(...events),
    changes: fc.array(change, { minLength: 1, maxLength: 5 }),
    layout: fc.constantFrom(...LAYOUTS),
  });
  return fc.sample(variant, { numRuns: count, seed }).map(({ event, changes, layout }) => {
    let changed = event;
    const what: string[] = [];
    for (const { path, pick, json } of changes) {
      const values = hostileValues(valueAt(event, path));
      const [name, value] = values[pick % (values.length + 5)] ?? ['anything', json];
      changed = withMember(changed, path, value);
      what.push(`${path.join('.')} ${name}`);
    }
    return { what: what.join(', '), text: layout(changed) };
  });
}

/** Every event in every layout. */
export function everyLayout(events: readonly JsonObject[]): CandidateEvent[] {
  return events.flatMap((event) =>
    LAYOUTS.map((layout, index) => ({ what: `layout ${index}`, text: layout(event) })),
  );
}

function valueAt(event: unknown, [name, ...rest]: Path): unknown {
  const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
  const [next, ...further] = rest;
  return next === undefined ? value : valueAt(value, [next, ...further]);
}

/** A copy with one member replaced. Where there is no object to hold it, there will be. */
function withMember(event: unknown, [name, ...rest]: Path, value: HostileValue[1]): JsonObject {
  const [next, ...further] = rest;
  const object = isObject(event) ? event : {};
  const members = new Map(Object.entries(object));
  const replacement =
    next === undefined ? value : withMember(members.get(name), [next, ...further], value);
  if (replacement === ABSENT) {
    members.delete(name);
  } else {
    members.set(name, replacement);
  }
  // Unlike assignment, this makes a member of `__proto__` too.
  return Object.fromEntries(members);
}

function reversed(value: unknown): unknown {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    : value;
}

/** A letter as an escape, save those that are escapes or words of JSON themselves. */
function escaped(letter: string, at: number, text: string): string {
  const isWord =
    /[\\\w.+-]/.test(text[at - 1] ?? '') || /^(?:true|false|null)\b/.test(text.slice(at));
  return isWord ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
