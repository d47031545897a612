import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What one invocation used. */
export interface InvocationUse {
  readonly milliseconds: number;
  /** Of all threads of the process. */
  readonly processorMs: number;
  /** Most memory of the process so far (resident), in MB of 1024² bytes. */
  readonly peakMb: number;
  readonly answer: unknown;
}

const FUNCTION_TIMEOUT_MS = 120_000;

/** A process with the bundle of the trail reader, as Lambda starts it. Each message is an invocation. */
const [, , bundle = ''] = process.argv;
const { handler } = createRequire(bundle)(bundle);

process.on('message', async (event) => {
  const start = performance.now();
  const { user, system } = process.cpuUsage();
  const answer = await handler(event, {
    getRemainingTimeInMillis: () => FUNCTION_TIMEOUT_MS - (performance.now() - start),
  });
  const used = process.cpuUsage({ user, system });
  const use: InvocationUse = {
    milliseconds: performance.now() - start,
    processorMs: (used.user + used.system) / 1000,
    peakMb: peakMemory(),
    answer,
  };
  process.send?.(use);
});

/** The kernel counts the memory of the parent into `maxRSS`, because a process begins as a copy. */
function peakMemory(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
