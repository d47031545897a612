import fc from 'fast-check';
import { ConfigError } from '../../src/config/config-error';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { resolveConfig } from '../../src/config/resolve';

const TEXT = serializeDetectionConfig(DEFAULT_CONFIG);

/** The default configuration with members replaced, as text. */
function textWith(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(TEXT), ...members });
}

describe('the detection configuration as text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom('sliding', 'tumbling'),
        fc.boolean(),
        (minRegions, windowing, enabled) => {
          const rules = { 'describe-instances': { minRegions, enabled } };
          const { config } = resolveConfig({ windowing, rules });

          const parsed = parseDetectionConfig(serializeDetectionConfig(config));

          expect(parsed).toEqual({
            rules: config.rules,
            severity: config.severity,
            notifyFrom: config.notifyFrom,
            renotifyMinutes: config.renotifyMinutes,
            watch: config.watch,
            lateEventHours: config.lateEventHours,
            maxTrackedCalls: config.maxTrackedCalls,
          });
        },
      ),
    );
  });

  it('holds what the detector has to know and nothing else', () => {
    const { config } = resolveConfig({
      emails: 'a@x.org',
      slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' },
      regions: 'us-east-1',
      organization: 'o-a1b2c3d4e5',
      silenceHours: 3,
      heartbeat: false,
    });

    expect(Object.keys(JSON.parse(serializeDetectionConfig(config)))).toEqual([
      'rules',
      'severity',
      'notifyFrom',
      'renotifyMinutes',
      'watch',
      'lateEventHours',
      'maxTrackedCalls',
      'seal',
    ]);
  });

  it('leaves most of the 4 KB that Lambda has for environment variables', () => {
    expect(Buffer.byteLength(TEXT)).toBeLessThan(2048);
  });

  it('is frozen once parsed', () => {
    const config = parseDetectionConfig(TEXT);

    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.rules['describe-instances'])).toBe(true);
  });

  it.each([
    ['no text', ''],
    ['half of it', TEXT.slice(0, TEXT.length / 2)],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['another limit', textWith({ maxTrackedCalls: 5 })],
    ['a number as text', textWith({ maxTrackedCalls: '200' })],
    ['a key of its own', textWith({ emails: [] })],
    ['no rules', textWith({ rules: {} })],
    ['no seal', textWith({ seal: undefined })],
  ])('is refused as %s', (_, text) => {
    expect(() => parseDetectionConfig(text)).toThrow(ConfigError);
    expect(() => parseDetectionConfig(text)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            key: 'DETECTION_CONFIG',
            problem: 'is not what the stack wrote',
          }),
        ],
      }),
    );
  });

  it('says to deploy again', () => {
    expect(() => parseDetectionConfig('{')).toThrow(/deploy the stack again/);
  });
});
