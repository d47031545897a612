import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { bundleHandler, bundleOptions } from '../../../lib/handler-bundle';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { serializeDetectionConfig } from '../../../src/config/detection-config';
import { SERVICE } from '../../../src/metrics/metric-catalog';
import { lambdaNode, type NodeCommand } from '../lambda-node';
import { type Measurement, rounded, withBudget } from '../measurement';
import { median } from '../statistics';

/** Pairs of starts that count, one of each function; those before them only bring the files into memory. */
const RUNS = 40;
const WARM_UP = 3;

/** As the stack sets it for the detector. */
const ENVIRONMENT = {
  TABLE_NAME: 'RegionSweep-State',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:RegionSweep-Findings',
  ARCHIVE_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:RegionSweep-Findings-record',
  DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
  METRIC_REGIONS: DEFAULT_CONFIG.regions.join(','),
  POWERTOOLS_SERVICE_NAME: SERVICE,
  POWERTOOLS_LOG_LEVEL: 'INFO',
  NODE_OPTIONS: '--enable-source-maps',
  // As Lambda sets it.
  AWS_LAMBDA_FUNCTION_NAME: 'RegionSweep-Detector',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Prints how many milliseconds after the start of its process a handler is there. */
const SCRIPT = 'require(process.argv[1]).handler; process.stdout.write(String(performance.now()));';

/**
 * From the start of a process until the handler of the detector is there, beside an empty function with the same
 * clients, bundled in the same way. The two take turns, so that what disturbs one disturbs the other.
 */
export function measureColdStart(): Measurement[] {
  const node = lambdaNode();
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    const detector = path.join(folder, 'detector');
    const empty = path.join(folder, 'empty');
    bundleHandler('detector', detector);
    bundleEmptyHandler(empty);
    const pairs = Array.from({ length: WARM_UP + RUNS }, () => ({
      detector: startMilliseconds(node, detector),
      empty: startMilliseconds(node, empty),
    })).slice(WARM_UP);
    const on = `process start to handler, ${node.label}, median of ${RUNS} starts in turn`;
    const measured = (name: string, value: number) => ({ name, value: rounded(value) });
    return [
      {
        ...measured('cold-start', median(pairs.map((pair) => pair.detector))),
        unit: 'ms',
        on,
      },
      {
        ...measured('cold-start-of-empty-handler', median(pairs.map((pair) => pair.empty))),
        unit: 'ms',
        on: `${on}; the same clients of AWS, nothing else`,
      },
      withBudget(
        {
          ...measured(
            'cold-start-over-empty-handler',
            median(pairs.map((pair) => pair.detector / pair.empty)),
          ),
          unit: 'times',
          on: `${node.label}, median of the ratios of ${RUNS} pairs`,
        },
        { atMost: 1.3 },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundleEmptyHandler(outdir: string): void {
  const { outputFiles } = buildSync(
    bundleOptions('empty', 'tools/bench/cold-start/empty-handler.ts'),
  );
  mkdirSync(outdir);
  for (const { path: file, contents } of outputFiles) {
    writeFileSync(path.join(outdir, path.basename(file)), contents);
  }
}

function startMilliseconds({ command }: NodeCommand, bundle: string): number {
  return Number(
    execFileSync(command, ['-e', SCRIPT, bundle], { env: ENVIRONMENT, encoding: 'utf8' }),
  );
}
