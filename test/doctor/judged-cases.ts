import type { Check, CheckId, CheckResult } from '../../src/doctor/check';
import { examine } from '../../src/doctor/examine';
import type { Facts } from '../../src/doctor/facts';
import { seen } from '../../src/doctor/look';
import type { TrailPathFacts } from '../../src/doctor/trail-facts';
import { HEALTHY, HEALTHY_PATH } from './healthy-facts';

/** A case of a check: what is different from a healthy deployment, and what the check says then. */
export type Case = readonly [what: string, patch: Partial<Facts>, CheckResult, says: string];

/** Judges the cases of some checks. No other check may mind what is different. */
export function describeChecks(groups: readonly (readonly [CheckId, readonly Case[]])[]): void {
  describe.each(groups)('the check %s', (id, cases) => {
    it.each(cases)('judges it: %s', (_what, patch, result, says) => {
      const checks = examine({ ...HEALTHY, ...patch });

      expect(checks.find((check) => check.id === id)).toMatchObject({ result });
      expect(found(checks, id)).toContain(says);
      expect(checks.every(({ result: own, fix }) => own === 'ok' || fix.length > 0)).toBe(true);
      // A rule whose targets are hidden hides whether they may be invoked, too.
      const others = checks.filter((check) => check.id !== id && check.id !== 'permissions');
      expect(others.filter((check) => check.result !== 'ok')).toEqual([]);
    });
  });
}

/** What a check found. */
export function found(checks: readonly Check[], id: CheckId): string {
  return checks.find((check) => check.id === id)?.found.join(' ') ?? '';
}

export function pathWith(patch: Partial<TrailPathFacts>): Partial<Facts> {
  return { trailPath: seen({ ...HEALTHY_PATH, ...patch }) };
}
