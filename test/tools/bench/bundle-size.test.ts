import { measureBundleSize } from '../../../tools/bench/bundle-size';

describe.each(['detector', 'heartbeat'])('the size of the bundle of the %s', (name) => {
  const measurements = measureBundleSize();
  const parts = measurements.filter((line) => line.name === `${name}-bundle-bytes`);

  it('is told by package, the largest first', () => {
    const packages = parts.map(({ on }) => on);

    expect(packages).toEqual(
      expect.arrayContaining(['@smithy/core', `lambda/${name}`, 'src/metrics']),
    );
    expect(new Set(packages).size).toBe(packages.length);
    expect(parts.map(({ value }) => value)).toEqual(
      parts.map(({ value }) => value).sort((a, b) => b - a),
    );
  });

  it('is little more than that of its packages', () => {
    const whole = measurements.find((line) => line.name === `${name}-bundle-size`)?.value ?? 0;
    const sum = parts.reduce((bytes, { value }) => bytes + value, 0) / 1000;

    expect(sum / whole).toBeGreaterThan(0.9);
    expect(sum / whole).toBeLessThan(1.01);
  });
});
