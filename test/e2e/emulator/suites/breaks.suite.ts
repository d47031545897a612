import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { CheckId } from '../../../../src/doctor/check';
import { regionsweep } from '../commands';
import {
  type Break,
  denyBucket,
  disconnectQueue,
  removeForwarderTarget,
  stopAnnouncing,
  stopTrail,
} from '../path-breaks';
import type { Hour, Story } from '../story';
import type { TrailWorld } from '../trail-world';
import { HOME_REGION } from '../world';

const PAGE = readFileSync(path.join(__dirname, '../../../../docs/broken-paths.md'), 'utf8');

/** The day of the page. */
const DAY = '2026-03-14';

/** Alarms, by the start of their logical ID. */
const ALARMS = ['SilenceMissed', 'SilenceTrail', 'SilencePlaces'] as const;
type Alarm = (typeof ALARMS)[number];

interface BrokenPart {
  readonly part: string;
  readonly breaks: Break;
  /** The hours that pass meanwhile. */
  readonly hours: readonly Hour[];
  readonly alarm: Alarm;
  readonly check?: CheckId;
  /** Whether files were never announced, so that `backfill` has to. */
  readonly needsBackfill?: boolean;
}

const NO_BREAK: Break = async () => async () => {};
const NOT_READ: Hour = { isTrailBroken: true };

const brokenParts = ([near = '', far = '']: readonly string[]): BrokenPart[] => [
  {
    part: 'a-forwarder',
    breaks: removeForwarderTarget(near),
    hours: [{}],
    alarm: 'SilenceMissed',
    check: 'forwarders',
  },
  {
    part: 'the-announcements',
    breaks: stopAnnouncing,
    hours: [NOT_READ],
    alarm: 'SilenceTrail',
    check: 'trail-files',
    needsBackfill: true,
  },
  {
    part: 'the-queue',
    breaks: disconnectQueue,
    hours: [NOT_READ],
    alarm: 'SilenceTrail',
    check: 'trail-files',
  },
  {
    part: 'a-place',
    breaks: NO_BREAK,
    hours: Array(3).fill({ withoutFiles: [far] }),
    alarm: 'SilencePlaces',
  },
  {
    part: 'the-trail',
    breaks: stopTrail,
    hours: [{ ...NOT_READ, withoutFiles: [HOME_REGION, near, far] }],
    alarm: 'SilenceTrail',
    check: 'trail',
  },
  // For a quarter of an hour, `doctor` names what S3 denied.
  {
    part: 'the-bucket-policy',
    breaks: denyBucket,
    hours: [NOT_READ],
    alarm: 'SilenceTrail',
    check: 'trail-files',
  },
];

/** Breaks one part after another. @param forwarded two regions with a forwarder. */
export function breaksSuite(
  context: () => { readonly world: TrailWorld; readonly story: Story },
  forwarded: readonly string[],
): void {
  describe.each(brokenParts(forwarded))('$part', (one) => {
    const { part, breaks, hours, alarm, check, needsBackfill = false } = one;
    let mend: () => Promise<void>;

    it('is in order before', async () => {
      const { story } = context();

      expect(await story.pass(`before-${part}`)).toEqual(['opened']);
      expect(await alarms()).toEqual({ ...NO_ALARM });
      await compareWithPage();
    });

    it('breaks: an alarm and the commands name it, and the other path brings the calls', async () => {
      const { world, story } = context();
      mend = await breaks(world);
      const reports: unknown[] = [];
      for (const [index, hour] of hours.entries()) {
        reports.push(await story.pass(`during-${part}-${index}`, hour));
      }

      expect(reports).toEqual(hours.map(() => ['opened']));
      expect(await alarms()).toEqual({ ...NO_ALARM, [alarm]: 'ALARM' });
      await compareWithPage();
    });

    it('is in order again after its repair, and no call is lost or counted twice', async () => {
      const { world, story } = context();
      await mend();
      if (needsBackfill) {
        await backfill(world, story);
      }
      await story.isRead();

      expect(await story.pass(`after-${part}`)).toEqual(['opened']);
      expect(await alarms()).toEqual({ ...NO_ALARM });
      expect(await world.depthOf('UnreadFilesUrl')).toBe(0);
    });

    async function alarms(): Promise<Record<string, string>> {
      const states = ALARMS.map(async (id) => [id, await context().story.metrics.stateOf(id)]);
      return Object.fromEntries(await Promise.all(states));
    }

    /** The page shows what the commands print now. */
    async function compareWithPage(): Promise<void> {
      const { world, story } = context();
      const { scripts, output } = world;
      await scripts.carryMetric(HOME_REGION, output('LogGroupName'), 'TrailFilesNotRead');
      const shown = [
        `$ npx regionsweep coverage --days 1\n${await coverageTable(world, story.day)}`,
        ...(check === undefined ? [] : [`$ npx regionsweep doctor\n${await block(world, check)}`]),
      ].join('\n');
      const text = asOnPage(shown, story.day);
      expect(PAGE).toContain(text);
    }
  });
}

const NO_ALARM = Object.fromEntries(ALARMS.map((id) => [id, 'OK']));

async function backfill({ emulator, bucket }: TrailWorld, story: Story): Promise<void> {
  const from = `${story.day}T00:00Z`;
  const { exitCode } = await regionsweep(
    emulator,
    `backfill s3://${bucket.name}/AWSLogs/ --from ${from}`,
  );
  expect(exitCode).toBe(0);
}

/** Files that were denied come again after half a minute, not after twelve. */
export async function hastenTries({ clients, output }: TrailWorld): Promise<void> {
  await clients.sqs().send(
    new SetQueueAttributesCommand({
      QueueUrl: output('TrailFilesUrl'),
      Attributes: { VisibilityTimeout: '30' },
    }),
  );
}

async function coverageTable({ emulator }: TrailWorld, day: string): Promise<string> {
  const { stdout } = await regionsweep(emulator, 'coverage --days 3 --format table');
  const [head, ...rows] = stdout.split('\n');
  return [head, ...rows.filter((row) => row.includes(day))].join('\n');
}

/** What `doctor` prints about a check. */
async function block({ emulator }: TrailWorld, check: CheckId): Promise<string> {
  const { stdout } = await regionsweep(emulator, 'doctor');
  const lines = stdout.split('\n');
  const first = lines.findIndex((line) => new RegExp(`^\\w+ +${check} `).test(line));
  const rest = lines.slice(first + 1);
  return [
    lines[first],
    ...rest.slice(
      0,
      rest.findIndex((line) => !line.startsWith('  ')),
    ),
  ].join('\n');
}

/** Without what differs from run to run. */
function asOnPage(text: string, day: string): string {
  return text
    .replaceAll(day, DAY)
    .replaceAll(day.replaceAll('-', '/'), DAY.replaceAll('-', '/'))
    .replaceAll(day.replaceAll('-', ''), DAY.replaceAll('-', ''))
    .replaceAll(/_[0-9a-f]{16}\.json/g, '_a1b2c3d4e5f6a7b8.json')
    .replaceAll(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      'a1b2c3d4-5678-90ab-cdef-111122223333',
    )
    .replaceAll(/(ForwarderRulesDescri)\w+(-\w+)?/g, '$1-1A2B3C4D5E6F')
    .replaceAll(/denied \d+ attempts?/g, 'denied 3 attempts')
    .replaceAll(/ +$/gm, '');
}
