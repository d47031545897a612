import { buildSync } from 'esbuild';
import { bundleOptions } from '../../lib/handler-bundle';
import { figure, type Measurement, rounded } from './measurement';

/** In KB. To see the packages of a bundle, pass the metafile of esbuild to `analyzeMetafile`. */
const BUDGETS = { detector: { atMost: 350 }, heartbeat: undefined } as const;

/** The size of the functions as deployed, without source maps. */
export function measureBundleSize(): Measurement[] {
  return (['detector', 'heartbeat'] as const).map((name) => {
    const { outputs } = buildSync({ ...bundleOptions(name), metafile: true }).metafile;
    const bytes = Object.entries(outputs).find(([path]) => path.endsWith('.js'))?.[1].bytes ?? 0;
    return figure(`${name}-bundle-size`, rounded(bytes / 1000), 'KB', 'minified', BUDGETS[name]);
  });
}
