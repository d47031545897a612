/**
 * Reads the configuration that the deployed functions get from their environment. They bundle this module, so it
 * imports neither a schema nor the table of keys: the configuration was checked at synthesis, and a seal shows
 * whether the text has changed since.
 */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../detection/json';
import type { DetectionConfig } from './config';
import { ConfigError } from './config-error';
import { deepFreeze } from './freeze';
import { shownValue } from './shown-value';

/** The name of the value in messages: the environment variable that holds it. */
const DETECTION_CONFIG_VARIABLE = 'DETECTION_CONFIG';

const SEAL_DIGITS = 16;

/**
 * Reads what `serializeDetectionConfig` wrote. The result is frozen.
 *
 * @throws ConfigError when it is anything else.
 */
export function parseDetectionConfig(text: string): DetectionConfig {
  const { seal, ...config } = parseObject(text);
  if (seal !== sealOf(config)) {
    throw new ConfigError([
      {
        key: DETECTION_CONFIG_VARIABLE,
        problem: 'is not what the stack wrote',
        received: shownValue(text),
        allowed: 'the value that the stack sets',
        fix: 'Do not edit this value: change the context and deploy the stack again.',
      },
    ]);
  }
  return deepFreeze(config as unknown as DetectionConfig);
}

/** A checksum of a configuration. */
export function sealOf(config: object): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, SEAL_DIGITS);
}

/** The object in a text; empty, and so without a seal, where there is none. */
function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
