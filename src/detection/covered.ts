import type { Finding } from './finding';

/** Whether an allow-list entry covers a finding, which then sends no alert, whatever its severity. */
export function isCovered({ allowlist }: Pick<Finding, 'allowlist'>): boolean {
  return allowlist !== undefined && allowlist.brokenCeilings === undefined;
}
