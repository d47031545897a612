/** `severity` as schemas. */
import * as z from 'zod/mini';
import { MAX_SCORE } from '../detection/severity/assess';
import { SIGNAL_IDS, type SignalId } from '../detection/severity/signal-catalog';

const POINTS = z.int().check(z.gte(-MAX_SCORE), z.lte(MAX_SCORE));
const CUTOFF = z.int().check(z.gte(1), z.lte(MAX_SCORE));

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
