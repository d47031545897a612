import type { Finding } from './finding';

/** Whether an entry of the allow-list covers a finding: people are not told of it, whatever its severity. */
export function isCovered({ allowlist }: Pick<Finding, 'allowlist'>): boolean {
  return allowlist !== undefined && allowlist.brokenCeilings === undefined;
}
