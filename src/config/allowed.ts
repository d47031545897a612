/** What keys take, as bounds and in words: apart from the schemas, for which the help of the command line need not wait. */
import { MAX_REGIONS } from '../detection/bucket';
import { GROUP_BY, type RuleSettings, WINDOWINGS } from '../detection/model';
import { SEVERITIES } from '../detection/rules/rule';
import { MAX_SCORE } from '../detection/severity/assess';
import { SIGNAL_IDS } from '../detection/severity/signal-catalog';
import type { FlagKey } from './config';

/** Bounds of the whole numbers, inclusive. */
export const LIMITS = {
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

/** What each key takes, in words. */
export const DETECTION_ALLOWED: Readonly<Record<FlagKey | 'enabled', string>> = {
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

/**
 * Bounds of `silenceHours`, inclusive: an alarm looks back seven days at most, if its periods are an hour long.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const SILENCE_HOURS = { min: 2, max: 168 } as const;

/** The members that an override of a rule may have. */
export const OVERRIDE_KEYS: readonly string[] = Object.keys({
  enabled: true,
  windowSeconds: true,
  windowing: true,
  minRegions: true,
  minCalls: true,
  groupBy: true,
} satisfies Record<keyof RuleSettings, true>);

/** What a member of `severity` takes, in words. */
export const SEVERITY_MEMBERS_ALLOWED = {
  points: `a whole number from -${MAX_SCORE} to ${MAX_SCORE}`,
  cutoffs: `a whole number from 1 to ${MAX_SCORE}`,
} as const;

/** The members of `severity`, and the members of each. */
export const SEVERITY_KEYS: Readonly<
  Record<keyof typeof SEVERITY_MEMBERS_ALLOWED, readonly string[]>
> = { points: SIGNAL_IDS, cutoffs: ['low', 'medium', 'high', 'critical'] };

function wholeNumberInWords(key: keyof typeof LIMITS): string {
  const { min, max } = LIMITS[key];
  return `a whole number from ${min} to ${max}`;
}
