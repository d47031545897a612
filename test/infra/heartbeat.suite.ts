import fc from 'fast-check';
import { planHeartbeat } from '../../lib/heartbeat-plan';
import { DEFAULT_CONFIG, perRule } from '../../src/config/defaults';
import { resolveConfig } from '../../src/config/resolve';
import { hubTemplate, resourcesOf } from './synthesize';

const SCHEDULE = { ScheduleExpression: 'rate(3 minutes)', State: 'ENABLED' };

function heartbeatFunction(context: Readonly<Record<string, unknown>>) {
  return resourcesOf(hubTemplate(context), 'AWS::Lambda::Function').find(({ id }) =>
    id.startsWith('Heartbeat'),
  );
}

describe('the heartbeat', () => {
  const template = hubTemplate();

  it('calls one region after the other, each at least once an hour', () => {
    const variables = heartbeatFunction({})?.properties.Environment.Variables;

    expect(variables.HEARTBEAT_REGIONS.split(',').sort()).toEqual(
      [...DEFAULT_CONFIG.regions].sort(),
    );
    expect(variables.HEARTBEAT_SECONDS).toBe('180');
    template.hasResourceProperties('AWS::Events::Rule', SCHEDULE);
  });

  it.each([
    ['it is switched off', { heartbeat: false }],
    ['its rule is off', { rules: { 'describe-instances': { enabled: false } } }],
    ['it would be a sweep itself', { windowSeconds: 3600 }],
    ['every call is a sweep', { minRegions: 1 }],
  ])('is not there when %s', (_, context) => {
    expect(heartbeatFunction(context)).toBeUndefined();
  });
});

describe('planHeartbeat', () => {
  it('never makes a sweep, wherever the calls fall, and goes round within the hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.integer({ min: 1, max: 64 }),
        (regionCount, windowSeconds, minRegions) => {
          const { rules } = resolveConfig({ windowSeconds, minRegions }).config;

          const plan = planHeartbeat({ heartbeat: true, rules }, regionCount);

          if (plan.kind === 'on') {
            // A closed window has one call more than fit into its length.
            const regionsInWindow = Math.min(
              regionCount,
              Math.floor(windowSeconds / plan.intervalSeconds) + 1,
            );
            expect(regionsInWindow).toBeLessThan(minRegions);
            expect(plan.intervalSeconds * regionCount).toBeLessThanOrEqual(3600);
            expect(plan.intervalSeconds % 60).toBe(0);
          }
        },
      ),
    );
  });

  it('is on by default, for any number of regions that AWS has', () => {
    const rules = perRule(() => DEFAULT_CONFIG.rules['describe-instances']);

    for (let count = 1; count <= 60; count += 1) {
      expect(planHeartbeat({ heartbeat: true, rules }, count).kind).toBe('on');
    }
  });
});
