/** The part of the configuration that detection rests on, as schemas. */
import * as z from 'zod/mini';
import { GROUP_BY, WINDOWINGS } from '../detection/model';
import { SEVERITIES } from '../detection/rules/rule';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { LIMITS } from './allowed';
import { maxLength, minLength } from './length-checks';

/** What applies to all rules and can be set for each. */
export const THRESHOLD_FIELDS = {
  windowSeconds: wholeNumber('windowSeconds'),
  windowing: z.enum(WINDOWINGS),
  minRegions: wholeNumber('minRegions'),
  minCalls: wholeNumber('minCalls'),
  groupBy: z.union([
    z.enum(GROUP_BY),
    z.array(z.enum(GROUP_BY)).check(minLength(1), maxLength(GROUP_BY.length)),
  ]),
};

/** What decides which findings people are told of. */
export const NOTIFICATION_FIELDS = {
  notifyFrom: z.enum(SEVERITIES),
  renotifyMinutes: wholeNumber('renotifyMinutes'),
};

/** What bounds the state. */
export const STATE_FIELDS = {
  lateEventHours: wholeNumber('lateEventHours'),
  maxTrackedCalls: wholeNumber('maxTrackedCalls'),
};

/** All settings of a rule, required. */
export const RULE_SETTINGS = z.strictObject({ enabled: z.boolean(), ...THRESHOLD_FIELDS });

/** A schema with one key per rule of the catalogue. */
export function byRule<Schema extends z.ZodMiniType>(
  schema: Schema,
): z.ZodMiniObject<Record<RuleId, Schema>, z.core.$strict> {
  const shape = Object.fromEntries(RULE_IDS.map((id) => [id, schema]));
  return z.strictObject(shape as Record<RuleId, Schema>);
}

function wholeNumber(key: keyof typeof LIMITS) {
  const { min, max } = LIMITS[key];
  return z.int().check(z.gte(min), z.lte(max));
}
