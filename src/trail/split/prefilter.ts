import { RULES } from '../../detection/rules/rule-catalog';
import type { CatalogWatch } from '../../detection/watched/watch-catalog';

/** Event names of calls. A record with another name cannot be a call of any rule: `parseCall` ignores it. */
export const mayHoldCall: readonly string[] = [
  ...new Set(RULES.flatMap((rule) => rule.match.eventNames)),
];

/** Event names of calls and of watched calls. */
export function namesToRead(watches: readonly CatalogWatch[]): readonly string[] {
  return watches.length === 0
    ? mayHoldCall
    : [...new Set([...mayHoldCall, ...watches.map(({ watch }) => watch.call)])];
}
