import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startService } from '../tools/commands';
import { pythonTool } from '../tools/toolchain';
import { freePort } from './free-port';
import { commandsOfGroup } from './process-group';
import { commandEnvironment, emulatorSettings } from './settings';

const LAUNCHER = path.join(__dirname, 'scripts/start_ministack.py');

/** Only to end what hangs. */
const START_LIMIT_MS = 60_000;
/** For processes that were killed to be gone. */
const GONE_LIMIT_MS = 3000;
const POLL_MS = 100;

/** A running AWS emulator with nothing in it. */
export interface Emulator {
  readonly endpoint: string;
  /** Environment of a command that takes the emulator for AWS, and knows nothing of its user. */
  readonly environment: Readonly<Record<string, string>>;
  /** Command lines of its processes, those of Lambda functions included. */
  processes(): Promise<string[]>;
  /** The end of its log. */
  logTail(): string;
  /** Stops it and removes all that it left on the disk. May be called again. */
  stop(): Promise<void>;
}

/** Starts MiniStack on a free port. @throws Error with its log when it does not come up. */
export async function startEmulator(): Promise<Emulator> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-e2e-'));
  for (const name of ['home', 'tmp']) {
    mkdirSync(path.join(folder, name));
  }
  const log = path.join(folder, 'emulator.log');
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const environment = commandEnvironment(folder, endpoint);
  const service = startService(pythonTool('python'), [LAUNCHER], {
    log,
    environment: { ...environment, ...emulatorSettings(folder, port) },
  });
  const state = { hasEnded: false };
  service.ended.then(() => {
    state.hasEnded = true;
  });
  const logTail = () => readFileSync(log, 'utf8').split('\n').slice(-40).join('\n');
  const emulator: Emulator = {
    endpoint,
    environment,
    processes: () => commandsOfGroup(service.pid),
    logTail,
    async stop() {
      await service.stop();
      const deadline = Date.now() + GONE_LIMIT_MS;
      while ((await commandsOfGroup(service.pid)).length > 0 && Date.now() < deadline) {
        await pause(POLL_MS);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (!(await isReady(endpoint, state))) {
    const tail = logTail();
    await emulator.stop();
    throw new Error(`The emulator did not start (${LAUNCHER}).\n${tail}`);
  }
  return emulator;
}

async function isReady(endpoint: string, state: { readonly hasEnded: boolean }): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!state.hasEnded && Date.now() < deadline) {
    const answer = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok === true) {
      return true;
    }
    await pause(POLL_MS);
  }
  return false;
}
