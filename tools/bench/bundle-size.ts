import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { bundleOptions, type FunctionName } from '../../lib/handler-bundle';
import { type Budget, type Measurement, rounded, withBudget } from './measurement';

/** In KB. */
const BUDGETS: Readonly<Partial<Record<FunctionName, Budget>>> = { detector: { atMost: 350 } };

/** The functions as they are deployed, without their source maps: whole, and by package, the largest first. */
export function measureBundleSize(): Measurement[] {
  return (['detector', 'heartbeat'] as const).flatMap((name) => {
    const options: BuildOptions = { ...bundleOptions(name), metafile: true };
    const { bytes, inputs } = outputOf(buildSync(options).metafile);
    return [
      withBudget(
        { name: `${name}-bundle-size`, value: rounded(bytes / 1000), unit: 'KB' },
        BUDGETS[name],
      ),
      ...[...bytesByPackage(inputs)]
        .sort(([, a], [, b]) => b - a)
        .map(([on, value]) => ({ name: `${name}-bundle-bytes`, value, unit: 'bytes', on })),
    ];
  });
}

type Output = Metafile['outputs'][string];

function outputOf(metafile: Metafile | undefined): Output {
  const output = Object.entries(metafile?.outputs ?? {}).find(([path]) => path.endsWith('.js'));
  if (output === undefined) {
    throw new Error('esbuild reports no JavaScript that it wrote.');
  }
  return output[1];
}

function bytesByPackage(inputs: Output['inputs']): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(path);
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return new Map([...sizes].filter(([, bytes]) => bytes > 0));
}

const FOLDER = 'node_modules/';

/** Name of the package that a module is of; of a module of the project, its folder: `src/engine`. */
function packageOf(path: string): string {
  const at = path.lastIndexOf(FOLDER);
  const [first = '', second = ''] = (at < 0 ? path : path.slice(at + FOLDER.length)).split('/');
  return at < 0 || first.startsWith('@') ? `${first}/${second}` : first;
}
