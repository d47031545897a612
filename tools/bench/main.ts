import { measureBundleSize } from './bundle-size';
import {
  measureBurstCapacity,
  measureDayCapacity,
  measureFloodCapacity,
  measureSweepCapacity,
} from './capacity/measure-capacity';
import { measureWatchedCapacity } from './capacity/measure-watched';
import { measureLogSize } from './log-size';
import type { Measurement } from './measurement';
import { measureLongReplay, measureReplay } from './replay/measure-replay';
import { measureTrailReader } from './trail/measure-reader';
import { measureTrailCapacity } from './trail/measure-trail';

// The notice of the AWS SDK about newer releases of Node.js is no measurement.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** By the name in `npm run bench -- <name>…`. */
const MEASURES: Readonly<Record<string, () => Measurement[] | Promise<Measurement[]>>> = {
  bundle: measureBundleSize,
  log: measureLogSize,
  sweep: measureSweepCapacity,
  flood: measureFloodCapacity,
  burst: measureBurstCapacity,
  replay: measureReplay,
  'long-replay': measureLongReplay,
  day: measureDayCapacity,
  watched: measureWatchedCapacity,
  trail: async () => [...(await measureTrailCapacity()), ...(await measureTrailReader())],
};

/** Measured only when named. */
const ON_REQUEST: readonly string[] = ['long-replay'];

/** `npm run bench`: writes one JSON object per line. Without names, it measures all but those on request. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `error: "${unknown.join(', ')}" is no bench. Choose from ${Object.keys(MEASURES).join(', ')}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (names.length === 0 ? !ON_REQUEST.includes(name) : names.includes(name)) {
      for (const measurement of await measure()) {
        process.stdout.write(`${JSON.stringify(measurement)}\n`);
      }
    }
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
