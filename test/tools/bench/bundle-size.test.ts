import { measureBundleSize } from '../../../tools/bench/bundle-size';

it('the size of each bundle is measured in KB, and the detector has a budget', () => {
  const sizes = measureBundleSize();

  expect(sizes.map(({ name, unit, budget }) => [name, unit, budget])).toEqual([
    ['detector-bundle-size', 'KB', { atMost: 350 }],
    ['heartbeat-bundle-size', 'KB', undefined],
  ]);
  expect(sizes.filter(({ value }) => value < 100 || value > 1000)).toEqual([]);
});
