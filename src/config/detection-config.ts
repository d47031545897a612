import type { DetectionConfig } from './config';
import { CONFIG_KEYS } from './config-keys';
import { sealOf } from './deployed-config';

/** The part of a configuration that the deployed functions need, as JSON on one line, sealed. */
export function serializeDetectionConfig(config: DetectionConfig): string {
  const keys = Object.entries(CONFIG_KEYS).flatMap(([key, row]) => (row.deployed ? [key] : []));
  const sealed = Object.fromEntries(
    keys.map((key) => [key, config[key as keyof DetectionConfig]] as const),
  );
  return JSON.stringify({ ...sealed, seal: sealOf(sealed) });
}
