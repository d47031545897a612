import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderMessage } from '../../src/notification/message';
import { DEFAULT_REGIONS } from '../support/findings';
import { minerChain } from '../support/incident-chains';
import { escalated } from '../support/notifications';
import { slackText } from '../support/slack-text';

const README = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');

/** The parts of the n-th sample of the README. Between them it leaves lines out. */
function partsOf(index: number): string[] {
  const samples = [...README.matchAll(/```text\n([\s\S]*?)```/g)].map(([, sample = '']) => sample);
  return (samples[index] ?? '').split('[...]\n').filter((part) => part !== '');
}

/** Whether a text has these whole lines, in this order. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = `\n${text}`.indexOf(`\n${part}`, from);
    from = at + part.length;
    return at >= 0;
  });
}

describe('README.md', () => {
  const notification = escalated(minerChain(), 'high');

  it('shows parts of an e-mail that RegionSweep sends', () => {
    const { subject, bodies } = renderMessage(notification, { regions: DEFAULT_REGIONS });
    const parts = partsOf(0);

    expect(parts.length).toBeGreaterThan(1);
    expect(holdsInOrder(`Subject: ${subject}\n\n${bodies.email}`, parts)).toBe(true);
  });

  it('shows parts of the Slack message for the same incident', () => {
    const parts = partsOf(1);

    expect(parts.length).toBeGreaterThan(0);
    expect(holdsInOrder(`${slackText(notification)}\n`, parts)).toBe(true);
  });
});
