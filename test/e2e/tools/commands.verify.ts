import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { NO_SUCH_COMMAND, runCommand, runOrFail, startService } from './commands';

const NODE = process.execPath;

/** Starts a process of its own, which says where it listens. Neither ends by itself; stubborn ones not at a request either. */
const FAMILY = `
  if (process.env.STUBBORN) {
    process.on('SIGTERM', () => {});
  }
  if (process.argv[1] === 'child') {
    const server = require('node:net').createServer();
    server.listen(0, '127.0.0.1', () => process.stdout.write('port ' + server.address().port + '\\n'));
  } else {
    require('node:child_process').spawn(process.execPath, ['-e', process.env.FAMILY, 'child'], { stdio: 'inherit' });
    setInterval(() => {}, 1_000_000);
  }
`;
const familyEnvironment = (isStubborn: boolean) => ({
  ...process.env,
  FAMILY,
  STUBBORN: isStubborn ? 'yes' : '',
});

describe('runCommand', () => {
  it('tells output and exit code', async () => {
    const script = 'console.log(process.argv[1]); console.error("é"); process.exitCode = 3';

    expect(await runCommand(NODE, ['-e', script, 'a b'])).toEqual({
      exitCode: 3,
      stdout: 'a b\n',
      stderr: 'é\n',
    });
  });

  it('runs in the given folder and environment', async () => {
    const folder = path.join(__dirname, 'java');
    const script = 'console.log(process.cwd(), process.env.A, process.env.HOME)';

    const { stdout } = await runCommand(NODE, ['-e', script], { folder, environment: { A: '1' } });

    expect(stdout).toBe(`${folder} 1 undefined\n`);
  });

  it('tells that there is no such command', async () => {
    expect(await runCommand('no-such-command-at-all', [])).toMatchObject({
      exitCode: NO_SUCH_COMMAND,
    });
  });

  it('gives a command no input to wait for', async () => {
    const script = 'process.stdin.on("data", () => {}).on("end", () => console.log("no input"))';

    expect(await runCommand(NODE, ['-e', script])).toMatchObject({ stdout: 'no input\n' });
  });
});

describe('runOrFail', () => {
  it('fails with the purpose, the command and the end of its output', async () => {
    const script = 'for (let i = 0; i < 50; i += 1) console.log("line", i); process.exit(2)';

    const failure = runOrFail('Counting', NODE, ['-e', script]);

    await expect(failure).rejects.toThrow(/^Counting failed \(exit code 2\)\.\n.*node -e /);
    await expect(failure).rejects.toThrow(/line 30\n(.*\n)*.*line 49$/);
    await expect(failure).rejects.not.toThrow('line 29\n');
  });
});

describe('startService', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-service-'));
  const log = path.join(folder, 'log');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('ends a service and what it has started, and writes down what they say', async () => {
    const service = startService(NODE, ['-e', FAMILY], {
      log,
      environment: familyEnvironment(false),
    });
    let port: number | undefined;
    while (port === undefined) {
      await setTimeout(20);
      port = portIn(readFileSync(log, 'utf8'));
    }
    expect(await isListening(port)).toBe(true);

    await service.stop();
    await service.stop();

    while (await isListening(port)) {
      await setTimeout(20);
    }
  });

  it('reports a service that ends by itself', async () => {
    const service = startService(NODE, ['-e', 'console.error("out of luck"); process.exit(1)'], {
      log,
    });

    await service.ended;
    await service.stop();

    expect(readFileSync(log, 'utf8')).toBe('out of luck\n');
  });
});

describe('the guard', () => {
  /** Starts a process that runs the family under the guard; all of them hold its standard output. */
  async function startGuardian(isStubborn: boolean): Promise<ChildProcess> {
    const script = `
      require('node:child_process').spawn(
        process.execPath,
        [${JSON.stringify(path.join(__dirname, 'guard.cjs'))}, process.execPath, '-e', process.env.FAMILY],
        { stdio: ['pipe', 'inherit', 'inherit'], detached: true },
      );
    `;
    const guardian = spawn(NODE, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: familyEnvironment(isStubborn),
    });
    const [output] = await once(guardian.stdout, 'data');
    expect(portIn(String(output))).toBeGreaterThan(0);
    return guardian;
  }

  it.each([
    { signal: 'SIGINT', isStubborn: false },
    { signal: 'SIGTERM', isStubborn: false },
    { signal: 'SIGHUP', isStubborn: false },
    { signal: 'SIGKILL', isStubborn: true },
  ] as const)(
    'ends what it runs when whoever started it is ended by $signal',
    async ({ signal, isStubborn }) => {
      const guardian = await startGuardian(isStubborn);
      // Its output is closed when the last process that holds it is gone.
      const closed = once(guardian, 'close');

      guardian.kill(signal);

      expect(await closed).toEqual([null, signal]);
    },
  );
});

function portIn(output: string): number | undefined {
  const [, port] = /^port (\d+)$/m.exec(output) ?? [];
  return port === undefined ? undefined : Number(port);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
