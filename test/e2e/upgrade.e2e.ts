/**
 * From the last release to this version, and back: both deployed by the CDK CLI to one AWS emulator, while calls go on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { type Cdk, cdkFor } from './emulator/cdk';
import { type DeployedRule, readRules } from './emulator/deployed-rules';
import { inSeconds } from './emulator/deployment';
import { historyOf, userArn } from './emulator/histories';
import { describeWithLastRelease, LAST_RELEASE, unpackLastRelease } from './emulator/last-release';
import { bridgeRegion } from './emulator/region-hop';
import { startTrailWorld, type TrailWorld } from './emulator/trail-world';
import { waitUntil } from './emulator/wait-until';
import { HOME_REGION } from './emulator/world';
import { noteFigure } from './support/figures';

const HEADING = 'Upgrade on the AWS emulator';

/** After the last alert is there, a second one for the same sweep would be too. */
const SETTLING_MS = 3000;

const FORWARDED_REGION = 'us-east-1';
const REGIONS = `-c regions=${HOME_REGION},${FORWARDED_REGION}`;

/** Calls of users who sweep twelve regions, some before a deployment and the rest after it. */
const BEFORE_UPGRADE = historyOf('sweeps-across-the-upgrade', { regions: 12 });
const BEFORE_RETURN = historyOf('sweeps-across-the-return', { regions: 12 });
const REPORTED = historyOf('sweeps-before-the-upgrade', { regions: 12 });

describeWithLastRelease(`from release ${LAST_RELEASE.version} to this version, and back`, () => {
  let world: TrailWorld;
  let old: Cdk;
  let first: Lasting;

  beforeAll(async () => {
    world = await startTrailWorld(HEADING);
    await world.bucket.announceByEventBridge();
    old = cdkFor(world.emulator, await unpackLastRelease());
    await deployOld();
    await world.subscribe('TopicArn');
    first = await lasting();
  });

  afterAll(() => world?.stop());

  it('starts with a sweep below the threshold, and one that is reported', async () => {
    const { carrier } = world;
    await carrier.toHub(REPORTED);
    await carrier.toHub(BEFORE_UPGRADE.slice(0, 9));

    expect(await kindsAbout('sweeps-before-the-upgrade')).toEqual(['opened']);
    expect(await kindsAbout('sweeps-across-the-upgrade', 0)).toEqual([]);
  });

  it('detects what the old forwarders send to the new hub', async () => {
    const { carrier, clients } = world;
    await deployNew('RegionSweep');
    const rules = await readRules(clients, FORWARDED_REGION, 'default');
    const user = 'sweeps-by-the-old-forwarder';
    await carrier.toHub(historyOf(user, { regions: 9 }));
    const hops = await Promise.all(
      rules.filter(isForCalls).map((rule) => bridgeRegion(clients, carrier, rule)),
    );
    await carrier.toRegion(historyOf(user, { regions: [FORWARDED_REGION] })[0] ?? {});
    const carried = await Promise.all(hops.map((hop) => hop.carry()));
    await Promise.all(hops.map((hop) => hop.end()));

    expect(carried).toEqual([1]);
    expect(await kindsAbout(user)).toEqual(['opened']);
  });

  it('unsubscribes nobody, and keeps the topics, the table and the bus', async () => {
    await deployNew('--all');

    expect(await lasting()).toEqual(first);
  });

  it('reports the sweep that began before, whichever path brings the rest, and once', async () => {
    const { bucket, carrier } = world;
    await bucket.deliver(BEFORE_UPGRADE);
    await carrier.toHub(BEFORE_UPGRADE);

    expect(await kindsAbout('sweeps-across-the-upgrade')).toEqual(['opened']);
  });

  it('reports nothing again that the last release has reported, when the files bring it too', async () => {
    await world.bucket.deliver(REPORTED);
    await waitUntil(async () => (await world.depthOf('TrailFilesUrl')) === 0);

    expect(await kindsAbout('sweeps-before-the-upgrade')).toEqual(['opened']);
  });

  it('goes back, with the sweep that both paths began', async () => {
    const { bucket, carrier } = world;
    await carrier.toHub(BEFORE_RETURN.slice(0, 5));
    await bucket.deliver(BEFORE_RETURN.slice(3, 9));
    await waitUntil(async () => (await world.depthOf('TrailFilesUrl')) === 0);
    expect(await kindsAbout('sweeps-across-the-return', 0)).toEqual([]);
    await deployOld();
    await carrier.toHub(BEFORE_RETURN.slice(9));

    expect(await kindsAbout('sweeps-across-the-return')).toEqual(['opened']);
    expect(await lasting()).toEqual(first);
  });

  it('reports nothing again after the return, and goes on', async () => {
    const { carrier } = world;
    for (const records of [REPORTED, BEFORE_UPGRADE, BEFORE_RETURN]) {
      await carrier.toHub(records);
    }
    await carrier.toHub(historyOf('sweeps-after-the-return', { regions: 12 }));

    expect(await kindsAbout('sweeps-after-the-return')).toEqual(['opened']);
    const opened = world.inbox.notifications.filter(
      ({ attributes }) => attributes['kind'] === 'opened',
    );
    expect(opened).toHaveLength(5);
    expect(await world.depthOf('UnhandledUrl')).toBe(0);
    noteFigure(
      HEADING,
      `${opened.length} sweeps, two of them across a deployment: each opened once; subscriptions kept: ${first.subscriptions.length}`,
    );
  });

  async function deployOld(): Promise<void> {
    const seconds = await old.call(`deploy --all --require-approval never ${REGIONS}`);
    noteFigure(HEADING, `Deployment of ${LAST_RELEASE.version}: ${inSeconds(seconds)}`);
  }

  async function deployNew(stacks: string): Promise<void> {
    const trail = JSON.stringify({ bucket: world.bucket.name });
    const seconds = await world.cdk.call(
      `deploy ${stacks} --require-approval never ${REGIONS} -c collection=both -c trail=${trail}`,
    );
    noteFigure(HEADING, `Deployment of this version, ${stacks}: ${inSeconds(seconds)}`);
  }

  /** The notifications about a user, once there are some. */
  async function kindsAbout(user: string, atLeast = 1): Promise<(string | undefined)[]> {
    const about = () => world.inbox.about(`${userArn(user)}"`);
    await waitUntil(async () => about().length >= atLeast);
    await pause(SETTLING_MS);
    return about().map(({ attributes }) => attributes['kind']);
  }

  /** What must survive every deployment. */
  async function lasting() {
    const { cdk, clients } = world;
    const outputs = cdk.outputs()['RegionSweep'] ?? {};
    const names = ['TopicArn', 'ArchiveTopicArn', 'OperatorsTopicArn', 'TableName', 'HubBusArn'];
    const topics = names.filter((name) => name.endsWith('TopicArn'));
    const subscriptions = await Promise.all(
      topics.map(async (name) => {
        const { Subscriptions = [] } = await clients.sns.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: outputs[name] }),
        );
        return Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn);
      }),
    );
    return {
      outputs: Object.fromEntries(names.map((name) => [name, outputs[name]])),
      subscriptions: subscriptions.flat().sort(),
    };
  }
});

interface Lasting {
  readonly outputs: Readonly<Record<string, string | undefined>>;
  readonly subscriptions: readonly (string | undefined)[];
}

/** Whether a rule sends calls of EC2. */
function isForCalls({ pattern }: DeployedRule): boolean {
  return JSON.stringify(pattern ?? {}).includes('"DescribeInstances"');
}
