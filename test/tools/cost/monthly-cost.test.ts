import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import {
  accountsCost,
  costPerMillionCalls,
  hubCost,
  monthlyCost,
  notificationCost,
  sumOf,
} from '../../../tools/cost/monthly-cost';

type Bill = ReturnType<typeof accountsCost>;

describe('the monthly cost', () => {
  it('adds up the hub, the alarms of forwarders, forwarded events, data transfer, calls and notifications', () => {
    const cost = monthlyCost({
      forwarderAlarms: 59,
      calls: 18_000_000,
      forwardedCalls: 17_000_000,
      notifications: 10_000,
    });

    expect(cost).toEqual({
      hub: 24.58,
      forwarderAlarms: 5.9,
      forwardedEvents: 17,
      transfer: 0.47,
      calls: 22.93,
      notifications: 0.47,
      total: expect.closeTo(71.35, 5),
    });
  });

  it('of 60 accounts by the trail is at most $40, without a forwarder', () => {
    const { forwarders, total } = accountsCost(60, 'trail');

    expect(forwarders).toBe(0);
    expect(total).toBeLessThanOrEqual(40);
  });

  it('of both paths is that of each, with one hub', () => {
    const [events, trail, both] = (['eventbridge', 'trail', 'both'] as const).map((one) =>
      accountsCost(60, one),
    ) as [Bill, Bill, Bill];

    expect(both.forwarders).toBe(events.forwarders);
    expect(both.files).toBe(trail.files);
    expect(both.calls).toBeCloseTo(events.calls + trail.calls, 1);
  });

  it('is that of the hub where nobody calls', () => {
    const idle = { forwarderAlarms: 0, calls: 0, forwardedCalls: 0 };

    expect(monthlyCost(idle).total).toBeCloseTo(24.58, 5);
  });

  it('grows with the units that the traffic uses', () => {
    const [day, flood] = [costPerMillionCalls(), costPerMillionCalls('flood')];

    expect(day['writes']).toBeCloseTo(0.662, 3);
    expect(flood['writes']).toBeCloseTo(0.061, 3);
  });

  it('counts every notification', () => {
    expect(sumOf(notificationCost(1000))).toBeCloseTo(1000 * sumOf(notificationCost(1)), 10);
  });

  it('counts a held-back alert without its e-mail and its message to Slack', () => {
    const idle = { forwarderAlarms: 0, calls: 0, forwardedCalls: 0 };
    const { notifications: sent } = monthlyCost({ ...idle, notifications: 100_000 });
    const { notifications: heldBack } = monthlyCost({ ...idle, heldBack: 100_000 });

    expect(sent - heldBack).toBeCloseTo(0.1 * (20 + 0.6), 2);
  });

  it('bills the heartbeat 43,800 invocations of a second, and 99,280 probes', () => {
    const seconds = DEFAULT_CONFIG.heartbeat ? 43_800 * 0.25 + 99_280 * 0.002 * 0.5 : 0;
    const dollars = ((43_800 + 99_280) * 0.2 + seconds * 13.3334 + 99_280) / 1e6;

    expect(hubCost()['heartbeat']).toBeCloseTo(dollars, 2);
  });
});
