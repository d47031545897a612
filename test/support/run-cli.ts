import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../cli/run-command-line';
import type { Finding } from '../../src/detection/finding';

export const PROJECT_ROOT = path.join(__dirname, '../..');

/**
 * A folder like that of the project, without the settings and the allow-list that its user may have written there.
 * Commands of tests run in it.
 */
export const CLEAN_FOLDER = mkdtempSync(path.join(tmpdir(), 'regionsweep-clean-'));
for (const name of ['examples', 'test']) {
  symlinkSync(path.join(PROJECT_ROOT, name), path.join(CLEAN_FOLDER, name));
}
process.on('exit', () => rmSync(CLEAN_FOLDER, { recursive: true, force: true }));

/** What a command wrote, and its exit code. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of standard output as findings. */
  readonly findings: () => Finding[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs the command line in this process: far faster than a process for each command. Tests of pipes, signals, standard
 * input and network errors start the packaged command line instead, see `packaged-cli.ts`.
 *
 * Commands may run at the same time only in the same folder and environment.
 *
 * @param environment the whole environment of the command; that of this process if it is missing.
 */
export async function runCli(
  parameters: readonly string[],
  folder = CLEAN_FOLDER,
  environment?: Environment,
): Promise<CliRun> {
  const out = capture();
  const err = capture();
  const exitCode = await within(folder, environment, () =>
    runCommandLine(parameters, {
      stdout: out.stream,
      stderr: err.stream,
      stdin: () => Readable.from([]),
      onInterrupt: () => () => {},
      workingDirectory: folder,
    }),
  );
  return cliRun(exitCode, out.text(), err.text());
}

export function cliRun(exitCode: number, stdout: string, stderr: string): CliRun {
  const findings = () =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Finding);
  return { exitCode, stdout, stderr, findings };
}

/** A stream that keeps what is written to it. */
function capture(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

const HOME_FOLDER = process.cwd();
const HOME_ENVIRONMENT = process.env;
let running = 0;

/** Gives a command its folder and environment, and this process its own back once no command runs any more. */
async function within<T>(
  folder: string,
  environment: Environment | undefined,
  run: () => Promise<T>,
): Promise<T> {
  process.chdir(folder);
  // `cli/main.ts` and `jest.config.mjs` disable the warning of the AWS SDK about this version of Node.
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED } = HOME_ENVIRONMENT;
  process.env =
    environment === undefined
      ? HOME_ENVIRONMENT
      : { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED, ...environment };
  running += 1;
  try {
    return await run();
  } finally {
    running -= 1;
    if (running === 0) {
      process.chdir(HOME_FOLDER);
      process.env = HOME_ENVIRONMENT;
    }
  }
}
