/** The part of the configuration that detection rests on, as schemas. */
import * as z from 'zod/mini';
import { MAX_REGIONS } from '../detection/bucket';
import { GROUP_BY, WINDOWINGS } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/catalog';
import { SEVERITIES } from '../detection/rules/rule';
import type { DetectionKey } from './config';

/** Bounds of the whole numbers, inclusive. */
const LIMITS = {
  windowSeconds: { min: 1, max: 3600 },
  // Regions beyond those that a bucket keeps could never be counted.
  minRegions: { min: 1, max: MAX_REGIONS },
  // `maxTrackedCalls`, which is at most this, limits it further.
  minCalls: { min: 1, max: 1000 },
  lateEventHours: { min: 1, max: 720 },
  maxTrackedCalls: { min: 10, max: 1000 },
  // Zero: every sweep is told of.
  renotifyMinutes: { min: 0, max: 1440 },
} as const;
type LimitedKey = keyof typeof LIMITS;

/** What each key takes, in words. */
export const DETECTION_ALLOWED: Readonly<
  Record<DetectionKey | NotificationKey | 'enabled', string>
> = {
  windowSeconds: wholeNumberInWords('windowSeconds'),
  windowing: WINDOWINGS.join(' or '),
  minRegions: wholeNumberInWords('minRegions'),
  minCalls: `${wholeNumberInWords('minCalls')}, and not more than maxTrackedCalls`,
  groupBy: `${GROUP_BY.join(', ')}, or several of them, separated by commas`,
  lateEventHours: wholeNumberInWords('lateEventHours'),
  maxTrackedCalls: wholeNumberInWords('maxTrackedCalls'),
  notifyFrom: SEVERITIES.join(', '),
  renotifyMinutes: wholeNumberInWords('renotifyMinutes'),
  enabled: 'true or false',
};

/** What applies to all rules and can be set for each. */
export const THRESHOLD_FIELDS = {
  windowSeconds: wholeNumber('windowSeconds'),
  windowing: z.enum(WINDOWINGS),
  minRegions: wholeNumber('minRegions'),
  minCalls: wholeNumber('minCalls'),
  groupBy: z.union([
    z.enum(GROUP_BY),
    z.array(z.enum(GROUP_BY)).check(z.minLength(1), z.maxLength(GROUP_BY.length)),
  ]),
};

/** What decides which findings people are told of. */
export const NOTIFICATION_FIELDS = {
  notifyFrom: z.enum(SEVERITIES),
  renotifyMinutes: wholeNumber('renotifyMinutes'),
};
type NotificationKey = keyof typeof NOTIFICATION_FIELDS;

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

function wholeNumber(key: LimitedKey) {
  const { min, max } = LIMITS[key];
  return z.int().check(z.gte(min), z.lte(max));
}

function wholeNumberInWords(key: LimitedKey): string {
  const { min, max } = LIMITS[key];
  return `a whole number from ${min} to ${max}`;
}
