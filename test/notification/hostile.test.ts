import * as fc from 'fast-check';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { Notification } from '../../src/detection/notification';
import { renderMessage } from '../../src/notification/message';
import { caseCount } from '../support/case-count';
import { findingOf, HOSTILE_KINDS, hostileSweep, longTermKeySweep } from '../support/findings';
import { forged } from '../support/forged-finding';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { chainOf } from '../support/incident-chains';
import { incidentOf } from '../support/incidents';
import { everyKind, opened } from '../support/notifications';
import { expectHarmlessMessage } from '../support/safe-message';
import { hostileLines } from '../support/watched-lines';

function expectSafe(subject: Finding | Incident): void {
  for (const notification of everyKind(subject)) {
    expectHarmlessMessage(notification, renderMessage(notification));
  }
}

describe('hostile text', () => {
  describe.each(HOSTILE_KINDS)('in a sweep by %s', (kind) => {
    it.each(HOSTILE_TEXTS)('is harmless: %s', (_, text) => {
      expectSafe(hostileSweep(text, kind));
    });
  });

  it.each(HOSTILE_TEXTS)('is harmless even if the core had not cleaned it: %s', (_, text) => {
    expectSafe(forged(longTermKeySweep(), () => text));
  });

  it.each(HOSTILE_TEXTS)('is harmless in a timeline: %s', (_, text) => {
    expectSafe(incidentOf(hostileSweep(text), { watched: hostileLines(text, 8) }));
  });

  it.each(HOSTILE_TEXTS)('is harmless in calls that count: %s', (_, text) => {
    const requestParameters = { userName: text, instanceType: text };
    const steps = ['persistence.CreateUser', 'persistence.CreateAccessKey'].map(
      (id) => [id, '09:40:00', { requestParameters, errorCode: text }] as const,
    );
    const [notification] = everyKind(chainOf(hostileSweep(text), steps)) as [Notification];

    expectHarmlessMessage(notification, renderMessage(notification));
  });

  it.each(HOSTILE_TEXTS)('takes no more lines than harmless text: %s', (_, text) => {
    const wordy = (finding: Finding): number =>
      renderMessage(opened(finding)).bodies.email.split('\n\nREADY QUERIES')[0]?.split('\n')
        .length ?? 0;

    // Same lists, harmless text. Regions are left out: a list of them wraps by length.
    expect(wordy(forged(findingOf(), () => text))).toBeLessThanOrEqual(
      wordy(forged(findingOf(), () => 'harmless')),
    );
  });
});

/** Each run looks at some hundred texts. */
const RUNS = caseCount(60);

describe('any text', () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      ...HOSTILE_TEXTS.filter(([, text]) => text.length < 1000).map(([, text]) => text),
    ),
    fc.constantFrom(
      "'",
      '"',
      '`',
      '\\',
      '<',
      '>',
      '&',
      '@here',
      '\r',
      '\n',
      '\u2028',
      '://',
      'www.',
      ' ',
    ),
    fc.constantFrom(
      'arn:aws:iam::111122223333:user/',
      'AKIAIOSFODNN7EXAMPLE',
      '111122223333',
      'eu-west-1',
    ),
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  );
  const text = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));

  it('is harmless in every field, whoever is the principal', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...HOSTILE_KINDS), (hostile, kind) => {
        // Regions that are equal once cleaned are one; the sweep may then be none.
        expectSafe(hostileSweep(hostile, kind));
      }),
      { numRuns: RUNS },
    );
  });

  it('is harmless in every field even if the core had not cleaned it', () => {
    fc.assert(
      fc.property(fc.infiniteStream(text), fc.constantFrom(...HOSTILE_KINDS), (texts, kind) => {
        const finding = longTermKeySweep();
        const principal = { ...finding.principal, kind };

        expectSafe(forged({ ...finding, principal }, () => texts.next().value));
        expectSafe(incidentOf(finding, { watched: hostileLines(texts.next().value, 4) }));
      }),
      { numRuns: RUNS },
    );
  });
});
