import {
  type Acknowledgement,
  acknowledgementNote,
  isAcknowledged,
  MAX_ACKNOWLEDGED_ACTORS,
  MAX_ACKNOWLEDGEMENT_BYTES,
  MAX_ACKNOWLEDGEMENTS,
  withAcknowledgement,
} from '../../../src/detection/incident/acknowledgement';
import type { LedgerState } from '../../../src/detection/incident/ledger';
import { SEVERITIES } from '../../../src/detection/rules/rule';

const NOW = Date.parse('2026-03-14T09:30:00Z');
const HOUR = 3_600_000;

const EMPTY: LedgerState = { sweeps: [], incidents: [] };
const INPUT = { by: 'jane', reason: 'known scanner', at: NOW, until: NOW + 24 * HOUR };

function incident(id: string, actors: readonly (readonly string[])[] = [['key-1', 'ip-1']]) {
  return { id, actors, worth: { severity: 'medium', audience: 'people' } } as const;
}

describe('an acknowledgement', () => {
  const { acknowledgements } = withAcknowledgement(
    EMPTY,
    incident('i-1', [['a', 'b'], ['c']]),
    INPUT,
  );
  const covers = (tokens: readonly string[], severity = 'medium', now = NOW): boolean =>
    isAcknowledged(
      acknowledgements,
      tokens,
      { severity: severity as (typeof SEVERITIES)[number] },
      now,
    );

  it('covers each actor of the incident that shares a token', () => {
    expect([['b', 'new'], ['c'], ['a']].map((tokens) => covers(tokens))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('covers no other actor, and none without a token', () => {
    expect([['other'], []].map((tokens) => covers(tokens))).toEqual([false, false]);
  });

  it('covers no severity above that of the incident', () => {
    expect(SEVERITIES.filter((severity) => covers(['a'], severity))).toEqual([
      'informational',
      'low',
      'medium',
    ]);
  });

  it('ends', () => {
    expect(covers(['a'], 'low', INPUT.until - 1)).toBe(true);
    expect(covers(['a'], 'low', INPUT.until)).toBe(false);
  });

  it('covers nothing where there is none', () => {
    expect(isAcknowledged(undefined, ['a'], { severity: 'low' }, NOW)).toBe(false);
  });

  it('covers nothing of an incident whose actors are unknown', () => {
    const state = withAcknowledgement(EMPTY, incident('i-1', []), INPUT);

    expect(isAcknowledged(state.acknowledgements, ['a'], { severity: 'low' }, NOW)).toBe(false);
  });

  it('shows who gave it, why and until when, also once it has ended', () => {
    expect(acknowledgementNote({ acknowledgements: acknowledgements ?? [] }, 'i-1')).toEqual({
      by: 'jane',
      reason: 'known scanner',
      at: '2026-03-14T09:30:00.000Z',
      until: '2026-03-15T09:30:00.000Z',
      severity: 'medium',
    });
    expect(acknowledgementNote(EMPTY, 'i-1')).toBeUndefined();
  });
});

describe('the acknowledgements of a ledger', () => {
  /** Acknowledges incidents one after another. */
  function acknowledgedAll(
    ids: readonly string[],
    { actors, ...input }: Partial<Acknowledgement> = {},
  ): readonly Acknowledgement[] {
    const state = ids.reduce(
      (before, id) => withAcknowledgement(before, incident(id, actors), { ...INPUT, ...input }),
      EMPTY,
    );
    return state.acknowledgements ?? [];
  }
  const idsOf = (all: readonly Acknowledgement[]) => all.map(({ incidentId }) => incidentId);

  it('leave the rest of the ledger as it is', () => {
    const state = { ...EMPTY, version: 7 };

    expect(withAcknowledgement(state, incident('i-1'), INPUT)).toMatchObject(state);
  });

  it('have one for each incident: the last', () => {
    const first = withAcknowledgement(EMPTY, incident('i-1'), INPUT);
    const second = withAcknowledgement(first, incident('i-1'), { ...INPUT, reason: 'pen test' });

    expect(second.acknowledgements?.map(({ reason }) => reason)).toEqual(['pen test']);
  });

  it('drop those that have ended', () => {
    const first = withAcknowledgement(EMPTY, incident('i-1'), { ...INPUT, until: NOW + HOUR });
    const second = withAcknowledgement(first, incident('i-2'), { ...INPUT, at: NOW + HOUR });

    expect(idsOf(second.acknowledgements ?? [])).toEqual(['i-2']);
  });

  it('are at most eight, the newest', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `i-${index}`);

    expect(idsOf(acknowledgedAll(ids))).toEqual(ids.slice(-MAX_ACKNOWLEDGEMENTS));
  });

  it('stay small, whatever their texts and however many actors there are', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `i-${index}`);
    const actors = Array.from({ length: 300 }, (_, index) => [`key-${index}`, `ip-${index}`]);
    const kept = acknowledgedAll(ids, {
      actors,
      by: '\u{1f512}'.repeat(32),
      reason: '"'.repeat(200),
    });

    expect(kept.at(-1)).toMatchObject({ incidentId: 'i-19' });
    expect(kept.at(-1)?.actors).toHaveLength(MAX_ACKNOWLEDGED_ACTORS);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThanOrEqual(MAX_ACKNOWLEDGEMENT_BYTES);
  });
});
