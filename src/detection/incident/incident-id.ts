import type { Digest } from '../model';
import { formatSecond } from '../time';

/**
 * The ID of an incident, which follows from its identity and the bucket in which its first sweep begins.
 *
 * @param bucketStart seconds since the epoch.
 * @returns for example `incident-20230808T063230Z-1f0c3a5e9b7d2c48`.
 */
export function incidentId(identity: string, bucketStart: number, digest: Digest): string {
  const time = formatSecond(bucketStart).replace(/[-:]/g, '');
  return `incident-${time}-${digest(identity).slice(0, 16)}`;
}
