import type { Notification } from '../../src/detection/notification';
import { incidentEvent } from '../../src/notification/incident-event';
import { validateIncident } from '../support/finding-schema';
import { hostileSweep, largestSweep, longTermKeySweep } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { minerChain } from '../support/incident-chains';
import { incidentOf } from '../support/incidents';
import { closed, escalated, everyKind, opened, updated } from '../support/notifications';
import { hostileLines } from '../support/watched-lines';

interface Detail {
  readonly [name: string]: unknown;
  readonly headline: string;
  readonly summary: string;
}

const detailOf = (notification: Notification): Detail =>
  JSON.parse(incidentEvent(notification).Detail) as Detail;

/** What the detail has beyond the incident. */
function split(detail: Detail) {
  const { change, dedupKey, audience, headline, summary, ...incident } = detail;
  return { incident, added: { change, dedupKey, audience, headline, summary } };
}

describe('incidentEvent', () => {
  it.each([
    [opened(longTermKeySweep()), 'IncidentOpened'],
    [{ ...opened(longTermKeySweep()), from: 'low' } as const, 'IncidentEscalated'],
    [escalated(longTermKeySweep()), 'IncidentEscalated'],
    [updated(longTermKeySweep()), 'IncidentUpdated'],
    [closed(longTermKeySweep()), 'IncidentClosed'],
  ])('gives each kind a detail type', (notification, DetailType) => {
    expect(incidentEvent(notification)).toMatchObject({ Source: 'regionsweep', DetailType });
  });

  it('has the incident as its detail, and what happened to it', () => {
    const notification = escalated(longTermKeySweep());
    const { incident, added } = split(detailOf(notification));

    expect(incident).toEqual(JSON.parse(JSON.stringify(notification.incident)));
    expect(validateIncident(incident)).toEqual([]);
    expect(added).toEqual({
      change: { kind: 'escalated', from: 'informational' },
      dedupKey: notification.incident.id,
      audience: 'people',
      headline:
        'ESCALATED TO HIGH: user/ci/deploy-bot @111122223333, DescribeInstances in 17 regions',
      summary: expect.stringMatching(/^The severity rose from informational to high\. /),
    });
  });

  it('has a headline and a summary of what followed the sweep', () => {
    expect(detailOf(escalated(minerChain(), 'high'))).toMatchObject({
      severity: 'critical',
      score: 100,
      headline:
        'ESCALATED TO CRITICAL: user/ci/deploy-bot @111122223333, RunInstances after a sweep',
      summary: expect.stringMatching(/ \(2026-03-14 09:26:40 UTC\), then RunInstances, [\w ,]+\.$/),
    });
  });

  it('has one deduplication key from the first notification to the last', () => {
    const keys = everyKind(longTermKeySweep()).map((one) => detailOf(one)['dedupKey']);

    expect(new Set(keys)).toEqual(new Set([longTermKeySweep().incidentId]));
  });

  it.each([
    [{ audience: 'archive' }, 'archive'],
    [{ audience: 'archive', heldBack: 'hour' }, 'people'],
    [{ audience: 'people' }, 'people'],
  ] as const)('names the audience, whatever a bound held back: %j is for %s', (set, audience) => {
    expect(detailOf({ ...opened(longTermKeySweep()), ...set })).toMatchObject({ audience });
  });

  it('is below the 256 KB of an entry for the largest incident', () => {
    const long = '"\\'.repeat(500);
    const finding = largestSweep();
    const incident = incidentOf([finding, finding, finding, finding, finding], {
      watched: hostileLines(long),
    });
    const { Source, DetailType, Detail } = incidentEvent(closed(incident));

    expect(Buffer.byteLength(JSON.stringify(incident))).toBeGreaterThan(256 * 1024);
    expect(Buffer.byteLength(Source + DetailType + Detail)).toBeLessThan(256 * 1024);
    expect(validateIncident(split(JSON.parse(Detail) as Detail).incident)).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('lets no text become a field, or part of its own texts: %s', (_, text) => {
    const detail = detailOf(opened(hostileSweep(text)));

    expect(validateIncident(split(detail).incident)).toEqual([]);
    expect(detail).toMatchObject({ status: 'open' });
    for (const own of [detail.headline, detail.summary]) {
      expect(own).toMatch(/^[\w .,:;@/()+=*-]+$/);
    }
  });
});
