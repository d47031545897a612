import type { WatchCategoryId } from './watch-catalog';

/** Categories of watched calls that call for action, the most urgent first: running machines cost money every minute. */
export const URGENT_CATEGORIES = [
  'compute',
  'persistence',
  'exfiltration',
  'defence',
  'access',
  'roles',
  'login',
  'leak',
  'models',
  'mail',
  'reach',
] as const satisfies readonly WatchCategoryId[];

const RANKED: readonly string[] = URGENT_CATEGORIES;

/** The rank of a watched call by its category: 0 is the most urgent. */
export function urgencyOf(category: string): number {
  const rank = RANKED.indexOf(category);
  return rank < 0 ? RANKED.length : rank;
}
