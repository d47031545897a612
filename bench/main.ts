import { measureBundleSize } from './bundle-size';
import { measureReplaySpeed } from './replay-speed';
import { measureStateCost } from './state-cost';

/** `npm run bench`: measures and writes one JSON object a line. */
async function main(): Promise<void> {
  for (const measure of [measureBundleSize, measureStateCost, measureReplaySpeed]) {
    for (const measurement of await measure()) {
      process.stdout.write(`${JSON.stringify(measurement)}\n`);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
