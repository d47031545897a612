import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident, WatchedLine } from '../../src/detection/incident/incident';
import type { Notification } from '../../src/detection/notification';
import { renderMessage } from '../../src/notification/message';
import {
  cappedRoleSweep,
  consoleClick,
  DEFAULT_REGIONS,
  findingOf,
  IAM_USER,
  longTermKeySweep,
  roleSession,
} from '../support/findings';
import { followingChain, minerChain, roleChain } from '../support/incident-chains';
import { type IncidentSetup, incidentOf } from '../support/incidents';
import { closed, escalated, opened, updated } from '../support/notifications';
import { slackText } from '../support/slack-text';
import { attackChain, watchedLine } from '../support/watched-lines';

const GOLDEN = join(__dirname, 'golden');
const EARLIER = 'incident-20260314T071500Z-0123456789abcdef';
const PAGE = join(__dirname, '..', '..', 'docs', 'notifications.md');

/** Everything of a message that a person reads, in one text. */
function readable(notification: Notification): string {
  const { subject, bodies, attributes } = renderMessage(notification, { regions: DEFAULT_REGIONS });
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

/** Two sweeps of one user, the second of the other rule with another key, and watched calls around them. */
function chain({ watched, ...setup }: IncidentSetup & { watched?: WatchedLine[] } = {}): Incident {
  const second = findingOf({
    ruleId: 'get-service-quota',
    userIdentity: { ...IAM_USER, accessKeyId: 'ASIAI44QH8DHBEXAMPLE' },
    fields: { sourceIPAddress: '192.0.2.44' },
  });
  return incidentOf([longTermKeySweep(), second], {
    ...setup,
    watched: [...attackChain(), ...(watched ?? [])],
  });
}

function roleSweep(): Incident {
  return incidentOf(findingOf({ userIdentity: roleSession('i-0abc1234def567890') }), {
    sweepCount: 3,
    state: { actors: [['a'], ['b'], ['c']] },
  });
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
    ['chain', opened(chain())],
    ['role-updated', updated(roleSweep())],
    ['miner', escalated(minerChain(), 'high')],
    ['role-chain', opened(roleChain())],
    ['following', opened(followingChain())],
    [
      'chain-closed',
      closed(
        chain({
          watched: [watchedLine({ time: '2026-03-15T09:19:00Z' })],
          sweepCount: 9,
          state: { follows: EARLIER },
          isOngoing: true,
        }),
      ),
    ],
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

describe('docs/notifications.md', () => {
  it('shows an e-mail and a Slack message as they are', () => {
    const notification = opened(longTermKeySweep());
    const { subject, bodies } = renderMessage(notification, { regions: DEFAULT_REGIONS });
    const samples = [`Subject: ${subject}\n\n${bodies.email.trimEnd()}`, slackText(notification)];

    if (process.env['UPDATE_GOLDEN'] === '1') {
      const page = readFileSync(PAGE, 'utf8');
      let next = 0;
      const fill = (): string => `\`\`\`text\n${samples[next++]}\n\`\`\``;
      writeFileSync(PAGE, page.replace(/```text\n[\s\S]*?\n```/g, fill));
    }

    const shown = [...readFileSync(PAGE, 'utf8').matchAll(/```text\n([\s\S]*?)\n```/g)];
    expect(shown.map(([, sample]) => sample)).toEqual(samples);
  });
});
