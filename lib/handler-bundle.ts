import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const PROJECT_ROOT = join(__dirname, '..');

/** The functions there are, by the name of their folder in `lambda`. */
export type FunctionName = 'detector' | 'follow-up' | 'heartbeat';

/** The Lambda `handler` setting that belongs to every bundle. */
export const BUNDLE_HANDLER = 'index.handler';

/**
 * Writes a function as it is deployed: `index.js`, a CommonJS module that exports `handler`, and its source map.
 * It needs neither Docker nor a network, and equal sources give equal bytes wherever they are built,
 * so that the hash of the asset changes only with the code.
 *
 * @param outdir is created when it does not exist.
 * @throws when a source does not compile or an import cannot be found; the message says where.
 */
export function bundleHandler(name: FunctionName, outdir: string): void {
  const { outputFiles } = buildSync(bundleOptions(name));
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(outdir, basename(path)), contents);
  }
}

/**
 * How a function is bundled.
 *
 * @param entryPoint relative to the root of the project. @default that of the function
 */
export function bundleOptions(name: string, entryPoint = `lambda/${name}/handler.ts`) {
  return {
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entryPoint],
    // Never written: the source map holds paths relative to it, which must not depend on `outdir`.
    outfile: `dist/${name}/index.js`,
    write: false,
    bundle: true,
    platform: 'node',
    // The runtime is Node 24; its syntax gains nothing over that of 22, which tools and tests can run too.
    target: 'node22',
    format: 'cjs',
    minify: true,
    // Linked, for stack traces with the lines of the sources. The sources themselves stay out.
    sourcemap: 'linked',
    sourcesContent: false,
    // ES modules first: unused code is dropped from them only.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
    alias: {
      '@aws-sdk/credential-provider-node': './lambda/shared/environment-credentials.ts',
      '@aws-sdk/endpoint-cache': './lambda/shared/endpoint-cache.ts',
    },
  } satisfies BuildOptions;
}
