import { measureBundleSize } from './bundle-size';
import {
  measureBurstCapacity,
  measureDayCapacity,
  measureFloodCapacity,
} from './capacity/measure-capacity';
import { measureSweepCapacity } from './capacity/measure-sweep';
import { measureLogSize } from './log-size';
import type { Measurement } from './measurement';
import { measureBusyReplay, measureLongReplay, measureReplay } from './replay/measure-replay';

// The AWS SDK is pinned to releases that support this Node; its notice of later ones is no measurement.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** What can be measured, by the name that `npm run bench -- <name>…` takes. */
const MEASURES: Readonly<Record<string, () => Measurement[] | Promise<Measurement[]>>> = {
  bundle: measureBundleSize,
  log: measureLogSize,
  sweep: measureSweepCapacity,
  flood: measureFloodCapacity,
  burst: measureBurstCapacity,
  replay: measureReplay,
  'busy-replay': measureBusyReplay,
  'long-replay': measureLongReplay,
  day: measureDayCapacity,
};

/** Measured only when named. */
const ON_REQUEST: readonly string[] = ['busy-replay', 'long-replay'];

/** `npm run bench`: measures and writes one JSON object a line. Without names, nearly everything. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `Nothing is measured by the name ${unknown.join(', ')}. Names: ${Object.keys(MEASURES).join(', ')}.\n`,
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
