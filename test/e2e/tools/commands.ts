import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';

/** Ends what it runs when this process is gone; see there. */
const GUARD = path.join(__dirname, 'guard.cjs');

/** Exit code of a command that does not exist. */
export const NO_SUCH_COMMAND = 127;

export interface CommandOptions {
  readonly folder?: string;
  /** The whole environment. @default that of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface CommandResult {
  /** {@link NO_SUCH_COMMAND} where there is none; `undefined` where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. However this process ends before, the command ends with it, and all that it started. */
export async function runCommand(
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawnGuarded(command, parameters, options, ['pipe', 'pipe', 'pipe']);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const [code] = await closed;
  return { exitCode: code ?? undefined, stdout, stderr };
}

/** As {@link runCommand}, but a command that does not succeed is an error that shows the end of its output. */
export async function runOrFail(
  purpose: string,
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const result = await runCommand(command, parameters, options);
  if (result.exitCode !== 0) {
    const end = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-20).join('\n  ');
    throw new Error(
      `${purpose} failed (exit code ${result.exitCode ?? 'none'}).\n  ${[command, ...parameters].join(' ')}\n  ${end}`,
    );
  }
  return result;
}

/** A command that runs until it is stopped. */
export interface Service {
  /** Process id of its group. */
  readonly pid: number;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
  /** Ends it and everything it started. May be called again. */
  stop(): Promise<void>;
}

export interface ServiceOptions extends CommandOptions {
  /** File that its output is written to. */
  readonly log: string;
}

/** Starts a command that runs during the tests. It does not keep this process alive, and does not outlive it. */
export function startService(
  command: string,
  parameters: readonly string[],
  options: ServiceOptions,
): Service {
  const log = openSync(options.log, 'w');
  const child = spawnGuarded(command, parameters, options, ['pipe', log, log]);
  closeSync(log);
  child.unref();
  const ended = once(child, 'exit').then(() => undefined);
  return {
    pid: child.pid as number,
    ended,
    async stop() {
      child.ref();
      child.stdin?.end();
      await ended;
    },
  };
}

function spawnGuarded(
  command: string,
  parameters: readonly string[],
  { folder, environment }: CommandOptions,
  stdio: StdioOptions,
): ChildProcess {
  return spawn(process.execPath, [GUARD, command, ...parameters], {
    cwd: folder,
    env: environment as NodeJS.ProcessEnv,
    stdio,
    detached: true,
  });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
