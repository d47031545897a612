import { writeFileSync } from 'node:fs';

/** Loaded before a program: when it ends, it writes what it has used to the file that `USAGE_FILE` names. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 };
  writeFileSync(process.env['USAGE_FILE'] ?? '/dev/null', JSON.stringify(usage));
});
