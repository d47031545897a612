import { noteFigure } from '../support/figures';
import { type Cdk, cdkFor } from './cdk';
import { type Clients, clientsFor } from './clients';
import { queueDepths } from './dead-letters';
import { inSeconds } from './deployment';
import { type Emulator, startEmulator } from './emulator';
import { type EventCarrier, eventCarrier } from './event-carrier';
import { Inbox } from './inbox';
import { type Scripts, scriptsFor } from './scripts';
import { subscribeQueue } from './sqs-subscriber';
import { createTrailBucket, type TrailBucket } from './trail-bucket';
import { ACCOUNT, HOME_REGION } from './world';

type Context = Readonly<Record<string, string>>;

/** An emulator with the S3 bucket of a trail, for deployments that read its files. */
export interface TrailWorld {
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  readonly clients: Clients;
  readonly scripts: Scripts;
  readonly carrier: EventCarrier;
  readonly bucket: TrailBucket;
  /** What a subscriber of the findings topic got. */
  readonly inbox: Inbox;
  /** Deploys all stacks. */
  deploy(context: Context): Promise<void>;
  /** Subscribes the inbox to a topic of the hub. @param output for example `TopicArn`. */
  subscribe(output: string): Promise<void>;
  /** An output of the hub. */
  output(name: string): string;
  /** How many messages are in a queue of the hub. @param output that has its URL. */
  depthOf(output: string): Promise<number>;
  stop(): Promise<void>;
}

/** @param heading of its figures. */
export async function startTrailWorld(heading: string): Promise<TrailWorld> {
  const emulator = await startEmulator();
  const cdk = cdkFor(emulator);
  const clients = clientsFor(emulator.endpoint);
  const bucket = await createTrailBucket(emulator.endpoint, clients);
  const inbox = new Inbox();
  const subscribers: { stop(): Promise<void> }[] = [];
  const output = (name: string) => cdk.outputs()['RegionSweep']?.[name] ?? '';
  await cdk.call(`bootstrap aws://${ACCOUNT}/${HOME_REGION}`);
  return {
    emulator,
    cdk,
    clients,
    scripts: scriptsFor(emulator),
    carrier: eventCarrier(clients),
    bucket,
    inbox,
    output,
    async deploy(context) {
      const flags = Object.entries(context).map(([key, value]) => `-c ${key}=${value}`);
      const seconds = await cdk.call(`deploy --all --require-approval never ${flags.join(' ')}`);
      const stacks = Object.keys(cdk.outputs()).length;
      noteFigure(
        heading,
        `deploy --all with collection=${context['collection']}: ${inSeconds(seconds)}, ${stacks} stack(s)`,
      );
    },
    async subscribe(name) {
      subscribers.push(await subscribeQueue(clients, output(name), inbox, `subscriber-of-${name}`));
    },
    async depthOf(name) {
      const { pathname } = new URL(output(name));
      const depths = [...(await queueDepths(clients, HOME_REGION))];
      const found = depths.find(([url]) => new URL(url).pathname === pathname);
      if (found === undefined) {
        throw new Error(`There is no queue ${output(name)}.`);
      }
      return found[1];
    },
    async stop() {
      await Promise.all(subscribers.splice(0).map((subscriber) => subscriber.stop()));
      await emulator.stop();
    },
  };
}
