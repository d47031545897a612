/** The detection part of the configuration as text: what the deployed handler gets from its environment. */
import * as z from 'zod/mini';
import type { DetectionConfig } from './config';
import { ConfigError } from './config-error';
import {
  byRule,
  DETECTION_ALLOWED,
  NOTIFICATION_FIELDS,
  RULE_SETTINGS,
  STATE_FIELDS,
} from './detection-schema';
import { deepFreeze } from './freeze';
import { type Guidance, type Path, schemaProblems } from './schema-problems';
import { SEVERITY_SETTINGS } from './severity-schema';
import { shownValue } from './shown-value';
import { trackedCallsProblems } from './tracked-calls';

/** Name of the value in messages: the environment variable that holds it. */
const DETECTION_CONFIG_VARIABLE = 'DETECTION_CONFIG';

const SCHEMA = z.strictObject({
  rules: byRule(RULE_SETTINGS),
  severity: SEVERITY_SETTINGS,
  ...NOTIFICATION_FIELDS,
  ...STATE_FIELDS,
});

const ALLOWED = 'what serializeDetectionConfig writes';
const FIX = 'Deploy the stack again: it sets this value together with the code.';

/** JSON on one line; equal configurations give equal texts. */
export function serializeDetectionConfig(config: DetectionConfig): string {
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours, maxTrackedCalls } = config;
  return JSON.stringify({
    rules,
    severity,
    notifyFrom,
    renotifyMinutes,
    lateEventHours,
    maxTrackedCalls,
  });
}

/**
 * Reads what {@link serializeDetectionConfig} wrote. The result is frozen.
 *
 * @throws ConfigError when it is anything else.
 */
export function parseDetectionConfig(text: string): DetectionConfig {
  const input = parseJson(text);
  const parsed = SCHEMA.safeParse(input);
  if (!parsed.success) {
    throw new ConfigError(schemaProblems(parsed.error, input, { forValue, forUnknownKey }));
  }
  const { rules, maxTrackedCalls } = parsed.data;
  const settings = Object.entries(rules).map(([id, { minCalls }]) => ({
    key: `rules.${id}.minCalls`,
    value: minCalls,
  }));
  const problems = trackedCallsProblems(settings, maxTrackedCalls);
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  return deepFreeze(parsed.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([
      {
        key: DETECTION_CONFIG_VARIABLE,
        problem: 'is not JSON',
        received: shownValue(text),
        allowed: ALLOWED,
        fix: FIX,
      },
    ]);
  }
}

function forValue(path: Path): Guidance {
  const member = String(path.at(-1));
  const allowed = Object.hasOwn(DETECTION_ALLOWED, member)
    ? DETECTION_ALLOWED[member as keyof typeof DETECTION_ALLOWED]
    : ALLOWED;
  return { allowed, fix: FIX };
}

function forUnknownKey(): Guidance {
  return { allowed: ALLOWED, fix: FIX };
}
