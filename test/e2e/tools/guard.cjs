/**
 * Runs a command, and ends it with everything that it started once whoever started this guard is gone, in whatever way.
 *
 *     node guard.cjs COMMAND ARGUMENT…
 *
 * Started detached, it leads a process group of its own. Its standard input is the lifeline: nothing is read from it,
 * but its end means the end. Output goes where the guard's goes, and the exit code is that of the command,
 * or 127 if there is no such command.
 */
const { spawn } = require('node:child_process');

/** How long the command may take to end in its own way. */
const GRACE_MS = 5_000;
const NO_SUCH_COMMAND = 127;

const [command, ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
let isEnding = false;

child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(NO_SUCH_COMMAND);
});

child.on('exit', (code) => {
  if (isEnding) {
    signalGroup('SIGKILL');
  }
  isEnding = true;
  signalGroup('SIGTERM');
  process.exit(code ?? 1);
});

function end() {
  if (!isEnding) {
    isEnding = true;
    signalGroup('SIGTERM');
    setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
  }
}

/** The group holds this process too, which has handlers for all but SIGKILL. */
function signalGroup(signal) {
  process.kill(-process.pid, signal);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, end);
}
process.stdin.on('error', end);
process.stdin.on('end', end);
process.stdin.resume();
