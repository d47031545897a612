/**
 * The detection part of the configuration as text: what the deployed functions get from their environment. They carry
 * this module, so it brings no schema: the configuration was validated when the stack was synthesized, and a seal
 * shows whether it is still what was written then.
 */
import { createHash } from 'node:crypto';
import { isObject } from '../detection/json';
import type { DetectionConfig } from './config';
import { ConfigError } from './config-error';
import { deepFreeze } from './freeze';
import { shownValue } from './shown-value';

/** Name of the value in messages: the environment variable that holds it. */
const DETECTION_CONFIG_VARIABLE = 'DETECTION_CONFIG';

const SEAL_DIGITS = 16;

/** JSON on one line; equal configurations give equal texts. */
export function serializeDetectionConfig(config: DetectionConfig): string {
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours, maxTrackedCalls } = config;
  const sealed = { rules, severity, notifyFrom, renotifyMinutes, lateEventHours, maxTrackedCalls };
  return JSON.stringify({ ...sealed, seal: sealOf(sealed) });
}

/**
 * Reads what {@link serializeDetectionConfig} wrote. The result is frozen.
 *
 * @throws ConfigError when it is anything else.
 */
export function parseDetectionConfig(text: string): DetectionConfig {
  const { seal, ...config } = parseObject(text);
  if (seal !== sealOf(config)) {
    throw refusal('is not as the stack wrote it', text);
  }
  return deepFreeze(config as unknown as DetectionConfig);
}

function sealOf(config: object): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, SEAL_DIGITS);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal('is not JSON', text);
  }
  if (!isObject(value)) {
    throw refusal('is not an object', text);
  }
  return value;
}

function refusal(problem: string, text: string): ConfigError {
  return new ConfigError([
    {
      key: DETECTION_CONFIG_VARIABLE,
      problem,
      received: shownValue(text),
      allowed: 'what serializeDetectionConfig writes',
      fix: 'Change the context and deploy the stack again: it sets this value together with the code.',
    },
  ]);
}
