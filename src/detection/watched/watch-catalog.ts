import { access } from './categories/access';
import { compute } from './categories/compute';
import { defence } from './categories/defence';
import { exfiltration } from './categories/exfiltration';
import { leak } from './categories/leak';
import { login } from './categories/login';
import { mail } from './categories/mail';
import { modelCalls } from './categories/model-calls';
import { models } from './categories/models';
import { persistence } from './categories/persistence';
import { reach } from './categories/reach';
import { reads } from './categories/reads';
import { roles } from './categories/roles';
import type { Watch, WatchCategory } from './watch';

const CATALOG = [
  leak,
  login,
  roles,
  compute,
  persistence,
  exfiltration,
  access,
  reach,
  defence,
  models,
  mail,
  modelCalls,
  reads,
] as const satisfies readonly WatchCategory[];

type CatalogEntry = (typeof CATALOG)[number];
export type WatchCategoryId = CatalogEntry['id'];

/** A category of the catalogue. */
export type CatalogCategory = WatchCategory & { readonly id: WatchCategoryId };

/** All watched calls. Matcher, EventBridge patterns, the context key and docs follow from this list. */
export const WATCH_CATEGORIES: readonly CatalogCategory[] = CATALOG;

const WATCH_CATEGORY_IDS: readonly WatchCategoryId[] = CATALOG.map(({ id }) => id);

/** ID of a kind of watched call: `<category>.<call>`. */
export type WatchId = {
  [Category in CatalogEntry as Category['id']]: `${Category['id']}.${Category['watches'][number]['call']}`;
}[WatchCategoryId];

/** ID of the reason that watched calls of a category give. */
export type WatchedReasonId = `watched-${WatchCategoryId}`;

/** What the setting `watch` may list: categories, all that are on by default, or none. */
export type WatchChoice = WatchCategoryId | 'default' | 'none';
export const WATCH_CHOICES: readonly WatchChoice[] = ['default', 'none', ...WATCH_CATEGORY_IDS];

/** The categories that a setting switches on. */
export function watchedCategories(
  setting: WatchChoice | readonly WatchChoice[],
): readonly CatalogCategory[] {
  const chosen = [setting].flat();
  return WATCH_CATEGORIES.filter(
    ({ id, isOnByDefault }) => chosen.includes(id) || (isOnByDefault && chosen.includes('default')),
  );
}

/** A kind of watched call within its category. */
export interface CatalogWatch {
  /** `<category>.<call>`. */
  readonly id: WatchId;
  readonly category: CatalogCategory;
  readonly watch: Watch;
}

export const WATCHES: readonly CatalogWatch[] = watchesOf(WATCH_CATEGORIES);

/** The kinds of calls in some categories. Where a call is of several kinds, the first counts. */
export function watchesOf(categories: readonly CatalogCategory[]): readonly CatalogWatch[] {
  return categories.flatMap((category) =>
    category.watches.map((watch) => ({
      id: `${category.id}.${watch.call}` as WatchId,
      category,
      watch,
    })),
  );
}

const WATCHES_BY_ID: ReadonlyMap<string, CatalogWatch> = new Map(
  WATCHES.map((one) => [one.id, one]),
);

/** @returns `undefined` where the catalogue of this version has none: another version may have written the ID. */
export function watchById(id: string): CatalogWatch | undefined {
  return WATCHES_BY_ID.get(id);
}
