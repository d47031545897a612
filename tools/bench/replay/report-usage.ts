import { writeSync } from 'node:fs';

/** Loaded before a program: when it ends, it writes its usage as the last line of standard error. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 };
  writeSync(2, `\n${JSON.stringify(usage)}\n`);
});
