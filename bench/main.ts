import { measureBundleSize } from './bundle-size';
import { measureLogSize } from './log-size';
import { measureReplaySpeed } from './replay-speed';
import { measureStateCost } from './state-cost';

// The AWS SDK is pinned to releases that support this Node; its notice of later ones is no measurement.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** `npm run bench`: measures and writes one JSON object a line. */
async function main(): Promise<void> {
  for (const measure of [measureBundleSize, measureLogSize, measureStateCost, measureReplaySpeed]) {
    for (const measurement of await measure()) {
      process.stdout.write(`${JSON.stringify(measurement)}\n`);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
