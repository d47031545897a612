import {
  WATCH_CATEGORIES,
  WATCHES,
  watchById,
  watchedCategories,
} from '../../../src/detection/watched/watch-catalog';
import { WATCH_EVIDENCE } from '../../../src/detection/watched/watch-guide';

describe('the catalogue of watched calls', () => {
  it('has every ID once', () => {
    const ids = WATCHES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(WATCH_CATEGORIES.map(({ id }) => id)).size).toBe(WATCH_CATEGORIES.length);
  });

  it.each(WATCHES)('keeps $id small and says where it comes from', ({ id, watch }) => {
    expect(id.length).toBeLessThanOrEqual(56);
    expect(Object.keys(watch.details ?? {}).length).toBeLessThanOrEqual(4);
    expect(watch.points).toBeGreaterThanOrEqual(0);
    expect(watch.points).toBeLessThanOrEqual(100);
    expect(WATCH_EVIDENCE[id].page).toMatch(/^https:\/\//);
  });

  it('leaves off what may not reach EventBridge, and what busy accounts do all the time', () => {
    const off = WATCH_CATEGORIES.filter(({ isOnByDefault }) => !isOnByDefault);

    expect(off.map(({ id }) => id)).toEqual(['model-calls', 'reads']);
    for (const { category, watch } of WATCHES) {
      expect(category.isOnByDefault && watch.isArrivalUnknown).toBeFalsy();
    }
  });

  it('names the names that EventBridge takes for read-only', () => {
    const readOnly = WATCHES.filter(({ watch: { call } }) => /^(?:Describe|List|Get)/.test(call));
    // AWS delivers these two to every rule.
    const changes = ['GetFederationToken', 'GetSessionToken'];

    expect(
      readOnly.filter(({ watch }) => !watch.isReadOnly).map(({ watch }) => watch.call),
    ).toEqual(changes);
  });

  it('finds a kind by its ID', () => {
    expect(watchById('compute.RunInstances')?.watch.call).toBe('RunInstances');
    expect(watchById('compute.DoNothing')).toBeUndefined();
  });
});

describe('watchedCategories', () => {
  const defaults = WATCH_CATEGORIES.filter(({ isOnByDefault }) => isOnByDefault);

  it.each([
    ['default', defaults.map(({ id }) => id)],
    ['none', []],
    ['mail', ['mail']],
    [
      ['reads', 'compute'],
      ['compute', 'reads'],
    ],
    [['default', 'reads'] as const, [...defaults.map(({ id }) => id), 'reads']],
  ] as const)('takes %j as %j', (setting, ids) => {
    expect(watchedCategories(setting).map(({ id }) => id)).toEqual(ids);
  });
});
