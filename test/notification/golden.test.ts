import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notification } from '../../src/detection/notification';
import { renderMessage } from '../../src/notification/message';
import { cappedRoleSweep, consoleClick, longTermKeySweep } from '../support/findings';
import { closed, escalated, opened } from '../support/notifications';

const GOLDEN = join(__dirname, 'golden');

/** Everything of a message that a person reads, in one text. */
function readable(notification: Notification): string {
  const { subject, bodies, attributes } = renderMessage(notification);
  return [
    '===== subject',
    subject,
    '===== attributes',
    ...Object.entries(attributes).map(([name, value]) => `${name}: ${value}`),
    '===== email',
    bodies.email,
    '===== https (Amazon Q Developer in chat applications)',
    JSON.stringify(JSON.parse(bodies.https), null, 2),
    '',
  ].join('\n');
}

/**
 * Compares with `golden/<name>.txt`. With UPDATE_GOLDEN=1 in the environment it overwrites the file; review the
 * difference like code.
 */
describe('golden messages', () => {
  it.each([
    ['long-term-key', opened(longTermKeySweep())],
    ['console-click', opened(consoleClick())],
    ['capped-role', opened(cappedRoleSweep())],
    ['long-term-key-escalated', escalated(longTermKeySweep())],
    ['long-term-key-closed', closed(longTermKeySweep())],
  ])('renders %s like its file', (name, notification) => {
    const path = join(GOLDEN, `${name}.txt`);
    const actual = readable(notification);

    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(path, actual);
    }

    expect(existsSync(path)).toBe(true);
    expect(actual).toBe(readFileSync(path, 'utf8'));
  });
});
