/**
 * Parts of the two paths break, one after another, on a deployment with `collection: both` on an AWS emulator. Yesterday
 * passes by for the deployed functions, hour by hour. docs/broken-paths.md shows what `coverage`, `doctor` and the alarms
 * say.
 */

import { createTrail } from './emulator/path-breaks';
import { Story } from './emulator/story';
import { breaksSuite, hastenTries } from './emulator/suites/breaks.suite';
import { startTrailWorld, type TrailWorld } from './emulator/trail-world';
import { HOME_REGION } from './emulator/world';

/** Two regions with a forwarder. */
const FORWARDED = ['us-east-1', 'us-west-2'];

const HEADING = 'Breaks on the AWS emulator';

let world: TrailWorld;
let story: Story;

beforeAll(async () => {
  world = await startTrailWorld(HEADING);
  const { bucket, deploy, subscribe } = world;
  await bucket.announceByEventBridge();
  await createTrail(world);
  await deploy({
    collection: 'both',
    trail: JSON.stringify({ bucket: bucket.name }),
    regions: [HOME_REGION, ...FORWARDED].join(),
    minRegions: '3',
    minCalls: '3',
    lateEventHours: '72',
  });
  await subscribe('TopicArn');
  await hastenTries(world);
  story = new Story(world, [HOME_REGION, ...FORWARDED]);
  await story.begin();
});

afterAll(() => world?.stop());

breaksSuite(() => ({ world, story }), FORWARDED);
