import { dashboardOf } from '../../tools/docs/dashboard-body';
import { optionsOf, titled } from './dashboard-widgets';
import { evaluated } from './metric-math';
import { hubTemplate } from './synthesize';

describe('the estimate of cost', () => {
  const { widgets } = dashboardOf(hubTemplate({ ingestion: 'queue' }).toJSON());
  const [perDay] = widgets.filter(titled('Estimated US$ of use per day'));
  const [total] = widgets.filter(titled('Estimated US$ of use, last 24 hours'));

  it.each([
    ['Lambda invocations', { Invocations: 1_000_000 }, 0.2],
    // 512 MB for 100 ms, a million times: 50,000 GB-seconds.
    ['Lambda GB-seconds', { Duration: 100_000_000 }, 0.66667],
    ['DynamoDB write units', { ConsumedWriteCapacityUnits: 1_000_000 }, 0.625],
    ['DynamoDB read units', { ConsumedReadCapacityUnits: 1_000_000 }, 0.125],
    // Of each of two rules.
    ['events from forwarders', { Invocations: 1_000_000 }, 2],
    ['log bytes', { IncomingBytes: 2 ** 30 }, 0.5],
    [
      'SQS requests, at most',
      { NumberOfMessagesSent: 700_000, NumberOfEmptyReceives: 300_000 },
      0.4,
    ],
  ])('takes the list price of %s', (label, used, dollars) => {
    const value = evaluated(perDay, label, used);

    expect(value).toBeCloseTo(dollars, 5);
  });

  it('is zero when nothing was used', () => {
    expect(evaluated(total, 'US$', {})).toBe(0);
  });

  it('adds everything up', () => {
    const used = {
      Invocations: 3_000_000,
      Duration: 1_000_000,
      ConsumedWriteCapacityUnits: 2_000_000,
      ConsumedReadCapacityUnits: 500_000,
      IncomingBytes: 1_000_000_000,
      NumberOfMessagesReceived: 9_000_000,
    };
    const labels = (perDay?.properties.metrics ?? [])
      .map(optionsOf)
      .filter(({ visible }) => visible !== false)
      .map(({ label = '' }) => label);
    const items = labels.map((label) => evaluated(perDay, label, used));

    expect(items).toHaveLength(7);
    expect(evaluated(total, 'US$', used)).toBeCloseTo(
      items.reduce((sum, item) => sum + item, 0),
      9,
    );
  });
});
