import { findingEvent } from '../../src/notification/finding-event';
import { validateFinding } from '../support/finding-schema';
import { hostileSweep, largestSweep, longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { closed, escalated, opened } from '../support/notifications';

describe('findingEvent', () => {
  it.each([
    [opened(longTermKeySweep()), 'FindingOpened'],
    [escalated(longTermKeySweep()), 'FindingEscalated'],
    [closed(longTermKeySweep()), 'FindingClosed'],
  ])('gives each kind its own detail type', (notification, DetailType) => {
    expect(findingEvent(notification)).toMatchObject({ Source: 'regionsweep', DetailType });
  });

  it('has the finding as its detail', () => {
    const { Detail } = findingEvent(closed(longTermKeySweep()));

    expect(JSON.parse(Detail)).toEqual(JSON.parse(JSON.stringify(longTermKeySweep())));
    expect(validateFinding(JSON.parse(Detail))).toEqual([]);
  });

  it('is far below the 256 KB of an entry for the largest finding that the core lets through', () => {
    const { Source, DetailType, Detail } = findingEvent(closed(largestSweep()));

    expect(Buffer.byteLength(Source + DetailType + Detail)).toBeLessThan(64 * 1024);
  });

  it.each(HOSTILE_TEXTS)('lets no text become a field: %s', (_, text) => {
    const detail = JSON.parse(findingEvent(opened(hostileSweep(text))).Detail) as object;

    expect(validateFinding(detail)).toEqual([]);
    expect(detail).toMatchObject({ status: 'open' });
  });
});
