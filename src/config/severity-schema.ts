/** `severity` as schemas. */
import * as z from 'zod/mini';
import { MAX_SCORE } from '../detection/severity/assess';
import { SIGNAL_IDS, type SignalId } from '../detection/severity/catalog';

const POINTS = z.int().check(z.gte(-MAX_SCORE), z.lte(MAX_SCORE));
const CUTOFF = z.int().check(z.gte(1), z.lte(MAX_SCORE));

/** What a member takes, in words. */
export const SEVERITY_MEMBERS_ALLOWED = {
  points: `a whole number from -${MAX_SCORE} to ${MAX_SCORE}`,
  cutoffs: `a whole number from 1 to ${MAX_SCORE}`,
} as const;

const POINTS_FIELDS = Object.fromEntries(SIGNAL_IDS.map((id) => [id, POINTS])) as Record<
  SignalId,
  typeof POINTS
>;
const CUTOFF_FIELDS = { low: CUTOFF, medium: CUTOFF, high: CUTOFF, critical: CUTOFF };

/** Any of it. */
export const SEVERITY_OVERRIDES = z.partial(
  z.strictObject({
    points: z.partial(z.strictObject(POINTS_FIELDS)),
    cutoffs: z.partial(z.strictObject(CUTOFF_FIELDS)),
  }),
);

/** The members of `severity`, and the members of each. */
export const SEVERITY_KEYS: Readonly<
  Record<keyof typeof SEVERITY_MEMBERS_ALLOWED, readonly string[]>
> = { points: SIGNAL_IDS, cutoffs: Object.keys(CUTOFF_FIELDS) };
