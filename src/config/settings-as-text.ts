import { isObject } from '../detection/json';
import type { RegionSweepConfig } from './config';

/**
 * Every setting in effect, defaults included, as short text by its path, for example
 * `rules.describe-instances.minRegions`. Settings without a value are left out.
 */
export function settingsAsText(config: RegionSweepConfig): Record<string, string> {
  return Object.fromEntries(entriesOf('', config));
}

function entriesOf(path: string, value: unknown): [path: string, text: string][] {
  if (value === undefined) {
    return [];
  }
  if (isObject(value)) {
    const start = path === '' ? '' : `${path}.`;
    return Object.entries(value).flatMap(([key, member]) => entriesOf(`${start}${key}`, member));
  }
  return [[path, Array.isArray(value) ? value.join(', ') || 'none' : String(value)]];
}
