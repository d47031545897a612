import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../../src/detection/json';
import { recordOf } from '../../support/records';
import { readRules } from './deployed-rules';
import { type FunctionLog, functionLog } from './function-log';
import { setClock } from './function-settings';
import { historyOf, userArn } from './histories';
import { sendsCalls } from './path-breaks';
import type { TrailWorld } from './trail-world';
import { waitUntil } from './wait-until';
import { HOME_REGION } from './world';
import { WrittenMetrics } from './written-metrics';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Enough calls in an hour to judge a share by. */
const CALLS_IN_HOUR = 6;

/** After the last call was handled, its notification would be there. */
const SETTLING_MS = 2000;

/** What the paths bring in an hour. */
export interface Hour {
  /** Regions that no file of the trail comes from. */
  readonly withoutFiles?: readonly string[];
  /** Whether the trail reader gets no file, so that nobody waits for it. */
  readonly isTrailBroken?: boolean;
}

/** Yesterday, as the deployed functions live through it: their clocks are set, and calls come as on that day. */
export class Story {
  /** Of the first hour. */
  readonly day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  readonly metrics: WrittenMetrics;
  private readonly world: TrailWorld;
  private readonly regions: readonly string[];
  private readonly log: FunctionLog;
  private hour: number;

  constructor(world: TrailWorld, regions: readonly string[]) {
    const logGroup = world.output('LogGroupName');
    this.world = world;
    this.regions = regions;
    this.metrics = new WrittenMetrics(world.emulator, world.scripts, logGroup);
    this.log = functionLog(world.scripts, logGroup);
    this.hour = Date.parse(`${this.day}T00:00:00Z`) - DAY_MS;
  }

  /** A day of which the trail reader notes files in every hour. */
  async begin(): Promise<void> {
    await this.deliver(this.regions.flatMap((region) => this.calls(region, 1)));
    await this.judge();
    this.hour += HOUR_MS;
    const calls: JsonObject[] = [];
    for (; this.hour < Date.parse(`${this.day}T00:00:00Z`); this.hour += HOUR_MS) {
      calls.push(...this.regions.flatMap((region) => this.calls(region, 1)));
    }
    // No hour is judged while the files of the day come all at once.
    await this.setClocks(-DAY_MS, -DAY_MS + HOUR_MS + 41 * MINUTE_MS);
    await this.deliver(calls);
  }

  /**
   * An hour passes. @param sweeper a user who sweeps all regions in it.
   * @returns the kinds of the notifications about the user.
   */
  async pass(sweeper: string, hour: Hour = {}): Promise<(string | undefined)[]> {
    const { withoutFiles = [], isTrailBroken = false } = hour;
    const calls = this.regions.flatMap((region) => this.calls(region, CALLS_IN_HOUR));
    const sweep = this.at(historyOf(sweeper, { regions: this.regions }));
    await this.setClocks(2 * MINUTE_MS, 7 * MINUTE_MS);
    await this.bring([...calls, ...sweep]);
    const filed = [...calls, ...sweep].filter(
      ({ awsRegion }) => !withoutFiles.includes(String(awsRegion)),
    );
    await this.deliver(filed, !isTrailBroken);
    if (!isTrailBroken) {
      await this.judge();
    }
    const judgedAt = this.hour + HOUR_MS + (isTrailBroken ? 0 : 32 * MINUTE_MS);
    await this.metrics.readHour(judgedAt);
    this.hour += HOUR_MS;
    return this.world.inbox
      .about(`${userArn(sweeper)}"`)
      .map(({ attributes }) => attributes['kind']);
  }

  /** EventBridge brings calls of the regions whose forwarder sends them. */
  private async bring(calls: readonly JsonObject[]): Promise<void> {
    const { carrier, clients } = this.world;
    const live = new Set([HOME_REGION]);
    for (const region of this.regions.filter((one) => one !== HOME_REGION)) {
      if ((await readRules(clients, region, 'default')).some(sendsCalls)) {
        live.add(region);
      }
    }
    await carrier.toHub(calls.filter(({ awsRegion }) => live.has(String(awsRegion))));
    await this.isQuiet();
  }

  private async deliver(calls: readonly JsonObject[], isRead = true): Promise<void> {
    await this.world.bucket.deliverOnTime(calls);
    if (isRead) {
      await this.isRead();
    }
  }

  /** The hour is judged: the trail reader reads a file 31 minutes after it. */
  private async judge(): Promise<void> {
    await this.setClocks(0, HOUR_MS + 31 * MINUTE_MS);
    const written = new Date(this.hour + HOUR_MS + 26 * MINUTE_MS);
    const other = recordOf('describe-instances', {
      awsRegion: HOME_REGION,
      eventName: 'DescribeVolumes',
    });
    await this.world.bucket.deliver([other], written);
    await this.isRead();
  }

  /** @param detector and reader: time since the beginning of the hour. */
  private async setClocks(detector: number, reader: number): Promise<void> {
    const { clients, output } = this.world;
    await setClock(clients, output('FunctionName'), this.hour + detector);
    await setClock(clients, output('TrailReaderFunctionName'), this.hour + reader);
  }

  /** Calls of a region by a user of it alone. */
  private calls(awsRegion: string, times: number): JsonObject[] {
    return this.at(historyOf(`operator-in-${awsRegion}`, { regions: [awsRegion], times }));
  }

  private at(records: readonly JsonObject[]): JsonObject[] {
    const eventTime = `${new Date(this.hour + MINUTE_MS).toISOString().slice(0, 19)}Z`;
    return records.map((record) => ({ ...record, eventTime }));
  }

  /** Waits until no file waits. */
  async isRead(): Promise<void> {
    const isEmpty = async () => (await this.world.depthOf('TrailFilesUrl')) === 0;
    // The announcement of a file may be under way.
    await pause(SETTLING_MS);
    await waitUntil(isEmpty);
    await pause(SETTLING_MS);
    await waitUntil(isEmpty);
  }

  private async isQuiet(): Promise<void> {
    let ended = -1;
    await waitUntil(async () => {
      const before = ended;
      ended = await this.log.invocations();
      await pause(SETTLING_MS);
      return ended === before;
    });
  }
}
