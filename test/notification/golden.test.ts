import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/detection/finding';
import { cappedRoleSweep, consoleClick, longTermKeySweep } from '../support/findings';
import { messageOf } from '../support/messages';

const GOLDEN = join(__dirname, 'golden');

/** Everything of a message that a person reads, in one text. */
function readable(finding: Finding): string {
  const { subject, bodies, attributes } = messageOf(finding);
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
 * Compares with `golden/<name>.txt`. With UPDATE_GOLDEN=1 in the environment the file is written anew;
 * review the difference like code.
 */
describe('golden messages', () => {
  it.each([
    ['long-term-key', longTermKeySweep()],
    ['console-click', consoleClick()],
    ['capped-role', cappedRoleSweep()],
  ])('renders %s as in its file', (name, finding) => {
    const path = join(GOLDEN, `${name}.txt`);
    const actual = readable(finding);

    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(path, actual);
    }

    expect(existsSync(path)).toBe(true);
    expect(actual).toBe(readFileSync(path, 'utf8'));
  });
});
