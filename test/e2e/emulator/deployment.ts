import { noteFigure } from '../support/figures';
import { type Cdk, cdkFor, type Outputs } from './cdk';
import { type Clients, clientsFor } from './clients';
import { type DeployedRule, readRules } from './deployed-rules';
import type { Emulator } from './emulator';
import { type EventCarrier, eventCarrier } from './event-carrier';
import { type FunctionLog, functionLog } from './function-log';
import { subscribeHttp } from './http-subscriber';
import { Inbox } from './inbox';
import { type Scripts, scriptsFor } from './scripts';
import { subscribeQueue } from './sqs-subscriber';
import { ACCOUNT, DEPLOYED_REGIONS, HOME_REGION, HUB_BUS } from './world';

/** Heading of the figures of this part of the tier. */
export const HEADING = 'AWS emulator';

const NO_QUESTIONS = '--require-approval never';

/** RegionSweep as it was deployed to an emulator, and all that tests need to use it. */
export interface Deployment {
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  readonly clients: Clients;
  readonly scripts: Scripts;
  readonly carrier: EventCarrier;
  /** What subscribers of the findings got. */
  readonly inbox: Inbox;
  readonly log: FunctionLog;
  readonly outputs: Outputs;
  /** The rules of both buses, as deployed. */
  readonly rules: readonly DeployedRule[];
  /** The end of the bootstrap, in seconds since the epoch. */
  readonly bootstrappedAt: number;
  /** What there was in the account before. */
  readonly inventoryBefore: readonly string[];
  /** Deploys again. @param line what to deploy and with which further context, for example `--all -c minRegions=5`. */
  redeploy(line: string): Promise<void>;
  /** Ends the subscriptions, if they are not ended yet. */
  unsubscribe(): Promise<void>;
}

/** Deploys with the commands of the README, and subscribes to the findings. @throws Error when anything fails. */
export async function deploy(emulator: Emulator): Promise<Deployment> {
  const cdk = cdkFor(emulator);
  const clients = clientsFor(emulator.endpoint);
  const scripts = scriptsFor(emulator);
  const bootstrapSeconds = await cdk.call(`bootstrap aws://${ACCOUNT}/${HOME_REGION}`);
  const bootstrappedAt = Date.now() / 1000;
  const inventoryBefore = await scripts.inventory(DEPLOYED_REGIONS);
  const toolkits = inventoryBefore.filter((entry) => entry.endsWith(' stack CDKToolkit'));
  noteFigure(
    HEADING,
    `npx cdk bootstrap: ${inSeconds(bootstrapSeconds)}, of ${toolkits.length} regions`,
  );
  // By default, no forwarder of the account of the hub has an alarm. This one is tested.
  const seconds = await cdk.call(`deploy --all ${NO_QUESTIONS} -c forwarderAlarms=region`);
  const outputs = cdk.outputs();
  const count = Object.keys(outputs).length;
  noteFigure(HEADING, `npx cdk deploy --all: ${inSeconds(seconds)} for ${count} stacks`);
  const rules = await readAllRules(clients);
  noteFigure(
    HEADING,
    'Not shown: that AWS sends read-only events to rules in the state for them; the launcher of the emulator runs them',
  );
  const inbox = new Inbox();
  const hub = outputs['RegionSweep'] ?? {};
  const topicArn = hub['TopicArn'] ?? '';
  const subscribers = [
    await subscribeQueue(clients, topicArn, inbox),
    await subscribeHttp(clients, topicArn, inbox),
  ];
  return {
    emulator,
    cdk,
    clients,
    scripts,
    carrier: eventCarrier(clients),
    inbox,
    log: functionLog(scripts, hub['LogGroupName'] ?? ''),
    outputs,
    rules,
    bootstrappedAt,
    inventoryBefore,
    async redeploy(line) {
      const taken = await cdk.call(`deploy ${line} ${NO_QUESTIONS}`);
      noteFigure(HEADING, `npx cdk deploy ${line}: ${inSeconds(taken)}`);
    },
    async unsubscribe() {
      for (const subscriber of subscribers.splice(0)) {
        await subscriber.stop();
      }
    },
  };
}

async function readAllRules(clients: Clients): Promise<DeployedRule[]> {
  const rules = await Promise.all([
    readRules(clients, HOME_REGION, HUB_BUS),
    ...DEPLOYED_REGIONS.map((region) => readRules(clients, region, 'default')),
  ]);
  return rules.flat();
}

/** `4.2 s` */
export function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
