import type { Notification } from '../../src/detection/notification';
import type { createFlood } from './flood';

export type Flood = ReturnType<typeof createFlood>;

const keyOf = ({ kind, incident }: Notification): string =>
  `${incident.id} ${kind} ${incident.severity}`;

/** Every incident was published, and people got an alert about each that is in the archive alone, or a summary. */
export function expectNothingLost(flood: Flood, incidents: number): void {
  const published = [...flood.archived, ...flood.alerts().map(({ notification }) => notification)];
  expect(new Set(published.map(({ incident }) => incident.id)).size).toBe(incidents);
  const critical = published.filter(({ incident }) => incident.severity === 'critical').map(keyOf);
  const alerted = new Set(flood.alerts().map(({ notification }) => keyOf(notification)));
  expect(critical.filter((key) => !alerted.has(key))).toEqual([]);
  const held = flood.archived.filter(({ heldBack }) => heldBack !== 'critical-second');
  const gathered = flood.summaries().reduce((sum, { total }) => sum + total, 0);
  expect(gathered).toBeGreaterThanOrEqual(new Set(held.map(keyOf)).size);
}
